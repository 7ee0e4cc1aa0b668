package cn.smspay.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system says of a file, in words: most of its exceptions hold nothing but the file's name. */
public final class FileFault {
    private FileFault() {}

    /** One sentence that names the file and the cause. */
    public static String words(IOException fault) {
        if (!(fault instanceof FileSystemException file)) {
            return String.valueOf(fault.getMessage());
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
