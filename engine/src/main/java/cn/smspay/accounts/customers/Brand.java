package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** What a subscriber bought from the carrier (S-039, S-040). */
public enum Brand {
    GOTONE("全球通"),
    EASYOWN("神州行"),
    EASYOWN_STANDARD("神州行标准卡"),
    MZONE("动感地带"),
    OTHER("其他"),
    UNKNOWN("未知");

    private final String chinese;

    Brand(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Reads the Chinese name or the name of the constant. */
    public static Optional<Brand> read(String text) {
        return Arrays.stream(values())
                .filter(it -> it.chinese.equals(text) || it.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
