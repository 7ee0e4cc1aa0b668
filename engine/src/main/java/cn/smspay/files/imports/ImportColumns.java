package cn.smspay.files.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of columns, by which they may also be called in Chinese. */
final class ImportColumns {
    private static final Map<String, String> CHINESE = Map.ofEntries(
            Map.entry("手机号", "msisdn"),
            Map.entry("手机号码", "msisdn"),
            Map.entry("运营商", "operator"),
            Map.entry("省份", "province"),
            Map.entry("品牌", "brand"),
            Map.entry("状态", "status"),
            Map.entry("停机原因", "reason"),
            Map.entry("副号", "secondary"),
            Map.entry("姓名", "name"),
            Map.entry("证件类型", "id_type"),
            Map.entry("证件号码", "id_number"),
            Map.entry("开户", "account"),
            Map.entry("卡密", "password"),
            Map.entry("序列号", "serial"),
            Map.entry("面值", "face"),
            Map.entry("发卡省份", "issuer"),
            Map.entry("有效期", "expiry"),
            Map.entry("银行", "bank"),
            Map.entry("卡号", "number"),
            Map.entry("户名", "holder"),
            Map.entry("金额", "amount"));
    private static final Set<String> SECRET = Set.of("password", "number", "name", "holder", "id_number");

    private ImportColumns() {}

    static boolean isSecret(String column) {
        return SECRET.contains(column);
    }

    /** The column of this name among those that are known. */
    static Optional<String> find(String written, List<String> known) {
        var name = CHINESE.getOrDefault(written.strip(), written.strip());
        return known.stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
