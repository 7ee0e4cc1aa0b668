package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** The banks that take part (S-067), by the names that fit a short message. */
public enum BankCode {
    ICBC("工商银行"),
    CCB("建设银行"),
    BOC("中国银行"),
    ABC("农业银行"),
    CMB("招商银行"),
    BOCOM("交通银行"),
    PSBC("中国邮政"),
    SPDB("浦发银行"),
    CITIC("中信银行"),
    CMBC("民生银行"),
    CEB("光大银行"),
    CIB("兴业银行"),
    GDB("广发银行"),
    HXB("华夏银行");

    private final String chinese;

    BankCode(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Reads the Chinese name or the name of the constant. */
    public static Optional<BankCode> read(String text) {
        return Arrays.stream(values())
                .filter(it -> it.chinese.equals(text) || it.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
