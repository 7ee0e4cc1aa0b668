package cn.smspay.ops.ctl;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.cli.Exit;
import cn.smspay.config.Config;
import cn.smspay.ops.control.ControlJson;
import cn.smspay.web.console.ConsoleDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The operator's page of an engine, where the settings open it; its token lies in the data folder. */
public final class ConsoleSide {
    /** Read by whoever may read the data folder, which is the login. */
    static final String TOKEN_FILE = "console.token";

    private static final int TOKEN_OCTETS = 16;

    private ConsoleSide() {}

    /** Listens, with another token at each start. */
    public static Optional<ConsoleDoor> open(Config config, LiveEngineView look, SecureRandom random) {
        int port = config.http().consolePort();
        if (port < 0) {
            return Optional.empty();
        }
        try {
            var token = token(config.data().resolve(TOKEN_FILE), random);
            return Optional.of(new ConsoleDoor(
                    port, look, ControlJson::line, token, config.outside().isSimulated(), Ticker.system(), random));
        } catch (IOException e) {
            throw new Exit.Refused(
                    Exit.STOPPED, "http.console_port cannot listen on 127.0.0.1:" + port + ": " + e.getMessage());
        }
    }

    private static Secret token(Path file, SecureRandom random) throws IOException {
        var octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        var token = HexFormat.of().formatHex(octets);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + "\n");
        return new Secret(token);
    }
}
