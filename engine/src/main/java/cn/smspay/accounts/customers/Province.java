package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** The 31 provincial companies of the carrier. */
public enum Province {
    BEIJING("北京"),
    TIANJIN("天津"),
    HEBEI("河北"),
    SHANXI("山西"),
    INNER_MONGOLIA("内蒙古"),
    LIAONING("辽宁"),
    JILIN("吉林"),
    HEILONGJIANG("黑龙江"),
    SHANGHAI("上海"),
    JIANGSU("江苏"),
    ZHEJIANG("浙江"),
    ANHUI("安徽"),
    FUJIAN("福建"),
    JIANGXI("江西"),
    SHANDONG("山东"),
    HENAN("河南"),
    HUBEI("湖北"),
    HUNAN("湖南"),
    GUANGDONG("广东"),
    GUANGXI("广西"),
    HAINAN("海南"),
    CHONGQING("重庆"),
    SICHUAN("四川"),
    GUIZHOU("贵州"),
    YUNNAN("云南"),
    TIBET("西藏"),
    SHAANXI("陕西"),
    GANSU("甘肃"),
    QINGHAI("青海"),
    NINGXIA("宁夏"),
    XINJIANG("新疆"),
    /** A number that the carrier has not told us about yet. */
    UNKNOWN("未知");

    private final String chinese;

    Province(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Reads the Chinese or the English name. */
    public static Optional<Province> read(String text) {
        return Arrays.stream(values())
                .filter(p -> p != UNKNOWN)
                .filter(p -> p.chinese.equals(text) || p.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
