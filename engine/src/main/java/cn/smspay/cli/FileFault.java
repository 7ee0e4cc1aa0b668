package cn.smspay.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/** What the system says of a file, in words: most of its exceptions hold nothing but the file's name. */
public final class FileFault {
    /** As Linux says it, alone or behind the name of a file. */
    private static final String FULL = "No space left on device";

    private static final String QUOTA = "Disk quota exceeded";

    private static final String READ_ONLY = "Read-only file system";
    /** As SQLite names what a disk or a folder refuses to it. */
    private static final Pattern SQLITE_FULL = Pattern.compile("\\[SQLITE_(FULL|IOERR_SHMSIZE)\\][^\\n]*");

    private static final Pattern SQLITE_READ_ONLY =
            Pattern.compile("\\[SQLITE_(READONLY[A-Z_]*|CANTOPEN[A-Z_]*)\\][^\\n]*");

    private static final Pattern SQLITE_DAMAGED = Pattern.compile("\\[SQLITE_(CORRUPT[A-Z_]*|NOTADB)\\][^\\n]*");

    private FileFault() {}

    /** A sentence that may hold what SQLite says of a disk, in words. */
    public static String plain(String sentence) {
        var full = SQLITE_FULL.matcher(sentence).replaceAll("the disk is full");
        var damaged = SQLITE_DAMAGED
                .matcher(full)
                .replaceAll("the file is damaged, or is no database; put a backup in its place: smspay restore");
        return SQLITE_READ_ONLY
                .matcher(damaged)
                .replaceAll("its folder may not be written to by the user of this program, or is read only");
    }

    /** One sentence that names the file and the cause. */
    public static String words(IOException fault) {
        var said = String.valueOf(fault.getMessage());
        var named = fault instanceof FileSystemException it
                ? (it.getOtherFile() == null ? it.getFile() : it.getOtherFile())
                : "";
        if (said.contains(FULL) || said.contains(QUOTA)) {
            return named.isEmpty() ? "the disk is full" : named + " cannot be written: the disk is full";
        }
        if (said.contains(READ_ONLY)) {
            return named.isEmpty() ? "the disk is read only" : named + " cannot be written: its disk is read only";
        }
        if (!(fault instanceof FileSystemException file)) {
            return said;
        }
        if (file instanceof NoSuchFileException) {
            return file.getFile() + " is not there and cannot be made there";
        }
        if (file instanceof FileAlreadyExistsException) {
            return file.getFile() + " is there already and is not a folder";
        }
        if (file instanceof NotDirectoryException) {
            return file.getFile() + " is not a folder";
        }
        if (file instanceof AccessDeniedException) {
            return file.getFile() + " may not be read or written by the user of this program";
        }
        return file.getFile() + ": " + file.getReason();
    }
}
