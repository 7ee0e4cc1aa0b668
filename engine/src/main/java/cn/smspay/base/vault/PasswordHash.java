package cn.smspay.base.vault;

/** A salted slow hash as it is stored: salt and hash in hexadecimal with a colon between. */
public record PasswordHash(String text) {
    @Override
    public String toString() {
        return "(hash)";
    }
}
