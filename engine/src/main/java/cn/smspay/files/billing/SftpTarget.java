package cn.smspay.files.billing;

import cn.smspay.base.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where billing files are sent. The host's key must stand in {@code knownHosts}: an unknown or changed key is refused.
 *
 * @param port 1 to 65535
 * @param folder of the other side, which must exist
 * @param tries per file and run, 1 to 10; what still fails waits for the next run
 * @param timeout for connecting and for each answer
 */
public record SftpTarget(
        String host,
        int port,
        String user,
        Optional<Path> privateKey,
        Optional<Secret> password,
        Path knownHosts,
        String folder,
        int tries,
        Duration timeout) {

    public SftpTarget {
        if (privateKey.isEmpty() && password.isEmpty()) {
            throw new IllegalArgumentException("billing.sftp needs a private key or a password");
        }
        if (port < 1 || port > 65_535 || tries < 1 || tries > 10) {
            throw new IllegalArgumentException("billing.sftp: port must be 1 to 65535 and tries 1 to 10");
        }
    }

    /** As it stands in the receipt log. */
    String words() {
        return "sftp://" + user + "@" + host + ":" + port + "/" + folder;
    }
}
