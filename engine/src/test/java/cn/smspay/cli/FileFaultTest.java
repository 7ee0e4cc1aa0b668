package cn.smspay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FileFaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a"), "a is not there and cannot be made there"),
                Arguments.of(new FileAlreadyExistsException("a"), "a is there already and is not a folder"),
                Arguments.of(new NotDirectoryException("a"), "a is not a folder"),
                Arguments.of(
                        new AccessDeniedException("a"), "a may not be read or written by the user of this program"),
                Arguments.of(
                        new FileSystemException("a", null, "No space left on device"),
                        "a cannot be written: the disk is full"),
                Arguments.of(new IOException("the disk is gone"), "the disk is gone"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysOfTheFileWhatTheSystemMeans(IOException fault, String words) {
        assertEquals(words, FileFault.words(fault));
    }
}
