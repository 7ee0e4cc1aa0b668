package cn.smspay.testing;

import cn.smspay.base.Secret;
import cn.smspay.files.billing.SftpTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.slf4j.LoggerFactory;

/** An SFTP partner on 127.0.0.1, whose files lie below {@code remote} in a folder, and a file of known hosts that knows it. */
public final class SftpPeer implements AutoCloseable {
    public static final String PASSWORD = "let me in";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path remote;
    private final Path knownHosts;

    public SftpPeer(Path folder) throws IOException, GeneralSecurityException {
        // It tells all about every packet otherwise.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.apache.sshd"))
                .setLevel(ch.qos.logback.classic.Level.OFF);
        remote = Files.createDirectories(folder.resolve("remote"));
        knownHosts = folder.resolve("known_hosts");
        var hostKey = key();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
        serve(new SftpSubsystemFactory());
        server.setFileSystemFactory(new VirtualFileSystemFactory(remote));
        server.start();
        know(hostKey);
    }

    private static KeyPair key() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private void know(KeyPair key) throws IOException {
        Files.writeString(
                knownHosts, "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    /** The file of known hosts knows another host's key from now on. */
    public void isSomebodyElse() throws IOException, GeneralSecurityException {
        know(key());
    }

    /** Serves files otherwise from now on. */
    public void serve(SftpSubsystemFactory files) {
        server.setSubsystemFactories(List.of(files));
    }

    /** A folder of the partner's, made. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(remote.resolve(name));
    }

    /** How this partner is reached. */
    public SftpTarget target(String user, String password, String folder, int tries) {
        return new SftpTarget(
                "127.0.0.1",
                server.getPort(),
                user,
                Optional.empty(),
                Optional.of(new Secret(password)),
                knownHosts,
                folder,
                tries,
                Duration.ofSeconds(20));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
