package cn.smspay.cli;

/** How a command ends: the exit codes of the program, the same for every command. */
public final class Exit {
    /** It did what was asked, and found nothing wrong. */
    public static final int DONE = 0;

    /** It looked, and found something wrong; or what was asked cannot be done. */
    public static final int WRONG = 1;

    /** Usage, settings, key, schema or input are refused; nothing was done. */
    public static final int USAGE = 2;

    /** The engine was stopped by a fault of disk, database, memory or a thread. */
    public static final int STOPPED = 3;

    private Exit() {}

    /** Something that the user asked for cannot be done; the message says why and what would be right. */
    public static final class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }
}
