package cn.smspay.store.postgres;

import cn.smspay.base.Secret;
import cn.smspay.store.dialect.DatabaseServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;

/**
 * A file in the data folder that says where the database is, where SQLite's would be: tools are told the folder only. It holds
 * where the password is, not the password.
 */
public final class ServerNote {
    /** In place of the database file's ending. */
    private static final String ENDING = ".postgres";

    private ServerNote() {}

    private static Path beside(Path database) {
        return database.resolveSibling(database.getFileName() + ENDING);
    }

    /** @param database where SQLite's file would be */
    public static boolean isIn(Path database) {
        return Files.exists(beside(database));
    }

    public static void write(Path database, DatabaseServer server) throws IOException {
        var lines = "url=" + server.url() + "\nuser=" + server.user() + "\npassword_file="
                + server.passwordFile().toAbsolutePath() + "\n";
        var note = beside(database);
        if (!Files.exists(note) || !Files.readString(note).equals(lines)) {
            Files.writeString(note, lines);
        }
    }

    public static Optional<DatabaseServer> read(Path database) throws IOException {
        var note = beside(database);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (var line : Files.readAllLines(note, StandardCharsets.UTF_8)) {
            int is = line.indexOf('=');
            if (is > 0) {
                values.put(line.substring(0, is), line.substring(is + 1));
            }
        }
        var passwordFile = Path.of(values.getOrDefault("password_file", ""));
        if (!values.containsKey("url") || !values.containsKey("user")) {
            throw new IllegalStateException(note + " does not say url and user: start the engine once, which writes it");
        }
        return Optional.of(new DatabaseServer(
                values.getOrDefault("url", ""), values.getOrDefault("user", ""), password(passwordFile), passwordFile));
    }

    /** The first line of the file; empty if it is a folder, which says that there is none. */
    private static Secret password(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return new Secret("");
        }
        return new Secret(Files.readString(file).strip());
    }
}
