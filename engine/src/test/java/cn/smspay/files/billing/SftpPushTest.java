package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.SftpPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@link SftpSession} to its rules. */
final class SftpPushTest {
    @TempDir
    private Path folder;

    private BillingWorld world;
    private SftpPeer partner;
    private Path remote;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld(folder);
        partner = new SftpPeer(folder);
        remote = partner.folder("in");
        world.uplinks(5);
        world.closeByHand();
    }

    @AfterEach
    void close() throws IOException {
        partner.close();
        world.close();
    }

    private SftpPush push(String password) {
        var target = partner.target("billing", password, "in", 2);
        return new SftpPush(world.store, BillingWorld.settings(), world.out, target);
    }

    @Test
    void sendsEveryFileOnceWithItsChecksumFile() throws IOException {
        var receipts = push(SftpPeer.PASSWORD).push(world.clock.instant());

        assertEquals(3, receipts.size());
        assertTrue(receipts.stream().allMatch(SftpPush.PushReceipt::delivered), receipts.toString());
        try (var names = Files.list(remote)) {
            assertEquals(
                    world.names(),
                    names.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                -1, Files.mismatch(world.csv(1), remote.resolve(world.csv(1).getFileName())));
        assertEquals(List.of(), push(SftpPeer.PASSWORD).push(world.clock.instant()));
    }

    @Test
    void triesAgainLaterWhatCouldNotBeSentAndKeepsAReceiptOfEveryTry() {
        var failed = push("wrong").push(world.clock.instant());

        assertEquals(2, failed.size());
        assertFalse(failed.get(0).delivered());
        assertFalse(failed.get(0).remark().isEmpty());
        assertEquals(3, push(SftpPeer.PASSWORD).push(world.clock.instant()).size());
    }

    @Test
    void overwritesAFileWhoseReceiptWasLost() throws IOException {
        push(SftpPeer.PASSWORD).push(world.clock.instant());
        world.sql("delete from billing_delivery");

        var receipts = push(SftpPeer.PASSWORD).push(world.clock.instant());

        assertTrue(receipts.stream().allMatch(SftpPush.PushReceipt::delivered), receipts.toString());
        assertEquals(3, receipts.size());
    }

    @Test
    void sendsNothingToAHostWhoseKeyIsNotTheKnownOne() throws Exception {
        partner.isSomebodyElse();

        var receipts = push(SftpPeer.PASSWORD).push(world.clock.instant());

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
        partner.serve(factory);

        var first = push(SftpPeer.PASSWORD).push(world.clock.instant());
        world.sql("delete from billing_delivery");
        var again = push(SftpPeer.PASSWORD).push(world.clock.instant());

        assertTrue(first.stream().allMatch(SftpPush.PushReceipt::delivered), first.toString());
        assertTrue(again.stream().allMatch(SftpPush.PushReceipt::delivered), again.toString());
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

        var noFolder =
                push(SftpPeer.PASSWORD).push(world.clock.instant()).get(0).remark();
        var noEntry = push("wrong").push(world.clock.instant()).get(0).remark();

        assertTrue(noFolder.startsWith("changing to the folder in: "), noFolder);
        assertTrue(noEntry.startsWith("connecting to sftp://billing@127.0.0.1"), noEntry);
    }
}
