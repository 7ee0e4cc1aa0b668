package cn.smspay.files.billing;

/** The steps by which a file becomes public; a test can let the machine die after each. */
enum PublishStep {
    /** The temporary files are complete and durable. */
    WRITTEN,
    /** The database knows the file. */
    CLOSED,
    /** One copy has its final name. */
    RENAMED,
    /** That name is durable. */
    FOLDER_SYNCED,
    /** The checksum file is durable under its temporary name. */
    CHECKSUM_WRITTEN,
    /** The checksum file has its final name. */
    CHECKSUM_RENAMED,
    /** The database knows that the copy is public. */
    PUBLISHED;

    /** Hears of every step. */
    interface Listener {
        Listener NONE = step -> {};

        void done(PublishStep step);
    }
}
