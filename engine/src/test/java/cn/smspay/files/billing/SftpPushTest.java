package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class SftpPushTest {
    @TempDir
    private Path folder;

    private BillingWorld world;
    private SshServer server;
    private Path remote;
    private Path knownHosts;

    /** The server tells all about every packet otherwise. */
    @BeforeAll
    static void quiet() {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.apache.sshd"))
                .setLevel(ch.qos.logback.classic.Level.OFF);
    }

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld(folder);
        remote = Files.createDirectories(folder.resolve("remote/in"));
        var hostKey = rsaKey();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> password.equals("let me in"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("remote")));
        server.start();
        knownHosts = folder.resolve("known_hosts");
        Files.writeString(knownHosts, known(hostKey));
        world.uplinks(5);
        world.closeByHand();
    }

    @AfterEach
    void close() throws IOException {
        server.stop(true);
        world.close();
    }

    private static KeyPair rsaKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private String known(KeyPair key) {
        return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    private SftpPush push(String password) {
        var target = new SftpTarget(
                "127.0.0.1",
                server.getPort(),
                "billing",
                Optional.empty(),
                Optional.of(new Secret(password)),
                knownHosts,
                "in",
                2,
                Duration.ofSeconds(20));
        return new SftpPush(world.store, BillingWorld.settings(), world.out, target);
    }

    @Test
    void sendsEveryFileOnceWithItsChecksumFile() throws IOException {
        var receipts = push("let me in").push(world.clock.instant());

        assertEquals(3, receipts.size());
        assertTrue(receipts.stream().allMatch(SftpPush.Receipt::delivered), receipts.toString());
        try (var names = Files.list(remote)) {
            assertEquals(
                    world.names(),
                    names.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                -1, Files.mismatch(world.csv(1), remote.resolve(world.csv(1).getFileName())));
        assertEquals(List.of(), push("let me in").push(world.clock.instant()));
    }

    @Test
    void triesAgainLaterWhatCouldNotBeSentAndKeepsAReceiptOfEveryTry() {
        var failed = push("wrong").push(world.clock.instant());

        assertEquals(2, failed.size());
        assertFalse(failed.get(0).delivered());
        assertFalse(failed.get(0).remark().isEmpty());
        assertEquals(3, push("let me in").push(world.clock.instant()).size());
    }

    @Test
    void overwritesAFileWhoseReceiptWasLost() throws IOException {
        push("let me in").push(world.clock.instant());
        world.sql("delete from billing_delivery");

        var receipts = push("let me in").push(world.clock.instant());

        assertTrue(receipts.stream().allMatch(SftpPush.Receipt::delivered), receipts.toString());
        assertEquals(3, receipts.size());
    }

    @Test
    void sendsNothingToAHostWhoseKeyIsNotTheKnownOne() throws Exception {
        Files.writeString(knownHosts, known(rsaKey()));

        var receipts = push("let me in").push(world.clock.instant());

        assertFalse(receipts.get(0).delivered());
        try (var names = Files.list(remote)) {
            assertEquals(0, names.count());
        }
    }

    /** A drop box: files may be written and renamed, and never deleted. */
    @Test
    void deliversIntoADropBoxWithoutDeletingAnything() throws IOException {
        var deleted = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var factory = new SftpSubsystemFactory();
        factory.addSftpEventListener(new org.apache.sshd.sftp.server.SftpEventListener() {
            @Override
            public void removing(org.apache.sshd.server.session.ServerSession session, Path path, boolean directory)
                    throws IOException {
                deleted.add(path.toString());
                throw new java.nio.file.AccessDeniedException(path.toString());
            }
        });
        server.setSubsystemFactories(List.of(factory));

        var first = push("let me in").push(world.clock.instant());
        world.sql("delete from billing_delivery");
        var again = push("let me in").push(world.clock.instant());

        assertTrue(first.stream().allMatch(SftpPush.Receipt::delivered), first.toString());
        assertTrue(again.stream().allMatch(SftpPush.Receipt::delivered), again.toString());
        assertEquals(List.of(), deleted);
        try (var names = Files.list(remote)) {
            assertEquals(
                    world.names(),
                    names.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void saysWhichStepFailed() throws IOException {
        Files.delete(remote);

        var noFolder = push("let me in").push(world.clock.instant()).get(0).remark();
        var noEntry = push("wrong").push(world.clock.instant()).get(0).remark();

        assertTrue(noFolder.startsWith("changing to the folder in: "), noFolder);
        assertTrue(noEntry.startsWith("connecting to sftp://billing@127.0.0.1"), noEntry);
    }
}
