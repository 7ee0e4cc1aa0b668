package cn.smspay.ops.backup;

import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Books;
import cn.smspay.engine.Tool;
import cn.smspay.store.sqlite.PrivateFiles;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Puts a backup into a new data folder, whole and proved, or not at all. */
public final class Restore {
    private Restore() {}

    /**
     * Copies a backup to {@code data}, which must not exist or be empty.
     *
     * @param keyFile the master key that the database was written with
     * @throws Exit.Refused if the backup is not whole, or the folder holds something already
     * @throws WrongKey if the key does not open what is sealed
     */
    public static BackupManifest into(Path backup, Path data, Path keyFile) throws IOException {
        if (!Files.isRegularFile(backup.resolve(BackupManifest.NAME))) {
            throw new Exit.Refused(backup + " is no backup: it holds no " + BackupManifest.NAME);
        }
        if (Files.exists(data) && (!Files.isDirectory(data) || !isEmpty(data))) {
            throw new Exit.Refused(
                    data + " is not empty; restore into a new folder, and keep the old one until all is well");
        }
        var manifest = read(backup);
        var differences = manifest.differences(backup);
        if (!differences.isEmpty()) {
            throw new Exit.Refused("the backup is damaged, nothing was restored:" + System.lineSeparator()
                    + String.join(System.lineSeparator(), differences));
        }
        var making = data.toAbsolutePath().resolveSibling(data.getFileName() + ".restoring");
        if (Files.exists(making)) {
            throw new Exit.Refused(making + " is left from a restore that did not end; remove it");
        }
        try {
            PrivateFiles.keepFolder(making);
            for (var file : manifest.files()) {
                Copying.copy(backup.resolve(file.name()), making.resolve(file.name()));
            }
        } catch (IOException e) {
            Copying.remove(making);
            throw e;
        }
        if (manifest.hasDatabase()) {
            PrivateFiles.keep(making.resolve(StoreSettings.FILE));
            prove(making, keyFile);
        }
        Files.deleteIfExists(data);
        Files.move(making, data, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
    }

    private static BackupManifest read(Path backup) throws IOException {
        BackupManifest manifest;
        try {
            manifest = BackupManifest.read(backup);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new Exit.Refused(backup.resolve(BackupManifest.NAME) + " cannot be read: " + e.getOriginalMessage());
        }
        if (manifest.layout() != BackupManifest.LAYOUT) {
            throw new Exit.Refused("the backup has layout " + manifest.layout() + ", this program reads "
                    + BackupManifest.LAYOUT + "; it was made by " + manifest.program());
        }
        return manifest;
    }

    private static void prove(Path making, Path keyFile) {
        List<String> findings;
        try (var tool = Tool.open(making, keyFile)) {
            findings = Books.verify(tool.store());
        } catch (WrongKey e) {
            throw new WrongKey(e.getMessage() + "; the copy is left in " + making);
        }
        if (!findings.isEmpty()) {
            throw new Exit.Refused(
                    Exit.WRONG,
                    "the restored books do not prove: "
                            + String.join("; ", findings.subList(0, Math.min(3, findings.size())))
                            + "; the copy is left in " + making);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }
}
