package cn.smspay.cli;

/** How a command ends: the exit codes of the program, the same for every command. */
public final class Exit {
    /** It did what was asked, and found nothing wrong. */
    public static final int DONE = 0;

    /** It looked, and found something wrong. */
    public static final int WRONG = 1;

    /** Usage, settings, key, schema or input are refused; nothing was done. */
    public static final int USAGE = 2;

    /** It was stopped by a fault of disk, database, network, memory or a thread, or another engine holds the folder. */
    public static final int STOPPED = 3;

    private Exit() {}

    /** Something that the user asked for cannot be done; the message says why and what would be right. */
    public static final class Refused extends RuntimeException {
        private final int code;

        /** Refused before anything was done: the program ends with {@link #USAGE}. */
        public Refused(String message) {
            this(USAGE, message);
        }

        /** The same with another end of the program. */
        public Refused(int code, String message) {
            super(message);
            this.code = code;
        }

        /** How the program ends. */
        public int code() {
            return code;
        }
    }
}
