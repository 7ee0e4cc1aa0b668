package cn.smspay.files.billing;

/**
 * Files could not be written; the message is a sentence for the operator. Nothing is lost or doubled: the records stay,
 * and the next export goes on where this one stopped.
 */
public final class BillingStopped extends RuntimeException {
    BillingStopped(String message) {
        super(message);
    }

    BillingStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
