package cn.smspay.tools.transcript;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text in octets, however it is written there. */
final class StoredText {
    private static final List<Charset> WRITINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private StoredText() {}

    /** Names of the files in a folder that hold it. */
    static List<String> files(Path folder, String text) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean holds(byte[] octets, String text) {
        // One character for each octet, so that octets can be searched for as text.
        var content = new String(octets, StandardCharsets.ISO_8859_1);
        return WRITINGS.stream()
                .anyMatch(writing -> content.contains(new String(text.getBytes(writing), StandardCharsets.ISO_8859_1)));
    }

    private static boolean holds(Path file, String text) {
        try {
            return holds(Files.readAllBytes(file), text);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
