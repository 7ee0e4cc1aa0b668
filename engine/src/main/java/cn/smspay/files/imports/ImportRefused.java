package cn.smspay.files.imports;

/** A line that read well is refused when it is written; undoes its part of the file. */
final class ImportRefused extends RuntimeException {
    ImportRefused(String message) {
        super(message);
    }
}
