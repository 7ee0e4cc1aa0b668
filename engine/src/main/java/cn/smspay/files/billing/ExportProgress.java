package cn.smspay.files.billing;

/** Hears how far a long export is. */
public interface ExportProgress {
    ExportProgress SILENT = (file, done, total) -> {};

    void written(String file, long done, long total);
}
