package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** What somebody identifies himself with. */
public enum IdType {
    ID_CARD("身份证"),
    PASSPORT("护照"),
    OFFICER("军官证"),
    OTHER("其他");

    private final String chinese;

    IdType(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Reads the Chinese name or the name of the constant. */
    public static Optional<IdType> read(String text) {
        return Arrays.stream(values())
                .filter(it -> it.chinese.equals(text) || it.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
