package cn.smspay.store;

/** The database has been written by another build or by a newer program. */
final class OtherSchema extends IllegalStateException {
    OtherSchema(String message) {
        super(message);
    }
}
