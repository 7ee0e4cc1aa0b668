package cn.smspay.talk.script;

/** A condition: a named question to the accounts, or its opposite. */
public record Guard(String name, boolean negated) {
    public static Guard of(String written) {
        return written.startsWith("not ")
                ? new Guard(written.substring(4).strip(), true)
                : new Guard(written.strip(), false);
    }

    public Guard opposite() {
        return new Guard(name, !negated);
    }

    @Override
    public String toString() {
        return negated ? "not " + name : name;
    }
}
