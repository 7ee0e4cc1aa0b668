package cn.smspay.files.billing;

import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Brings copies that the database knows under their final names: rename, sync of the folder, checksum file last. Whoever
 * waits for the checksum file never sees half a file. Each step can be repeated, so a crash at any of them is repaired by
 * doing it again.
 */
final class Publisher {
    static final String CHECKSUM = ".sha256";

    private final FileRows rows;
    private final Disk disk;
    private final PublishStep.Listener steps;

    Publisher(FileRows rows, Disk disk, PublishStep.Listener steps) {
        this.rows = rows;
        this.disk = disk;
        this.steps = steps;
    }

    void publish(Path folder, BillingFile file, BillingCopy copy, Instant now) throws IOException {
        var format = copy.key().format();
        var path = folder.resolve(file.name(format));
        var temporary = FileWriter.temporary(folder, file, format);
        if (Files.exists(temporary)) {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        }
        steps.done(PublishStep.RENAMED);
        disk.syncFolder(folder);
        steps.done(PublishStep.FOLDER_SYNCED);
        if (copy.sealedSha256() != null) {
            writeBeside(folder, file.name(format), Seal.ENDING, copy.sealedSha256());
        }
        writeChecksum(folder, file.name(format), copy.sha256());
        rows.published(copy, now);
        steps.done(PublishStep.PUBLISHED);
    }

    /** The checksum file has the form that {@code sha256sum -c} reads. */
    private void writeChecksum(Path folder, String name, String sha256) throws IOException {
        var temporary = write(folder, name, CHECKSUM, sha256);
        steps.done(PublishStep.CHECKSUM_WRITTEN);
        Files.move(temporary, folder.resolve(name + CHECKSUM), StandardCopyOption.ATOMIC_MOVE);
        disk.syncFolder(folder);
        steps.done(PublishStep.CHECKSUM_RENAMED);
    }

    private void writeBeside(Path folder, String name, String ending, String digest) throws IOException {
        Files.move(write(folder, name, ending, digest), folder.resolve(name + ending), StandardCopyOption.ATOMIC_MOVE);
        disk.syncFolder(folder);
    }

    private Path write(Path folder, String name, String ending, String digest) throws IOException {
        var temporary = folder.resolve("." + name + ending + ".part");
        try (var target = disk.create(temporary)) {
            target.append(ByteBuffer.wrap(line(digest, name).getBytes(StandardCharsets.UTF_8)));
            target.sync();
        }
        return temporary;
    }

    /** A line as {@code sha256sum} writes it. */
    static String line(String digest, String name) {
        return digest + "  " + name + "\n";
    }
}
