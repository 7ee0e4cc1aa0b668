package cn.smspay.app.ops;

import cn.smspay.base.PrivateFile;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.cli.Carried;
import cn.smspay.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A folder to run from. */
@Command(
        name = "init",
        description = {
            "Writes settings, dialogues, the voice menu and its recordings into a folder, to be edited, and makes",
            "a master key and a password for the SMSC there. What is there already stays as it is."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: smspay init /srv/smspay && cd /srv/smspay && smspay run --check"})
public final class InitCommand implements Callable<Integer> {
    private static final String SETTINGS = "conf/smspay.yaml";
    private static final int PASSWORD_OCTETS = 4;

    @Parameters(paramLabel = "DIR", arity = "1", description = "The folder; it is made if need be.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            throw new Exit.Refused(
                    Exit.USAGE,
                    folder + (Files.exists(folder) ? " is a file" : " is a link to nothing") + "; name a folder");
        }
        var written = Carried.writeTo(folder);
        var key = folder.resolve("conf/master.key");
        boolean newKey = !Files.exists(key);
        MasterKey.readOrCreate(key);
        boolean newPassword = password(folder.resolve("conf/smsc-main.password"));
        System.out.println(written.size() + " files written to " + folder + ".");
        if (newKey) {
            System.out.println("conf/master.key is new: keep a copy elsewhere, what it seals is lost without it.");
        }
        if (newPassword) {
            System.out.println("conf/smsc-main.password holds a made-up password: put in the one your SMSC expects.");
        }
        System.out.println("Next: edit " + SETTINGS + ", then there: smspay run --check, and smspay run.");
        System.out.println("Without an SMSC: smspay smsc --password-file conf/smsc-main.password plays one.");
        System.out.println(
                "Only numbers that were imported can open an account: smspay import subscribers FILE, or for a"
                        + " trial rules: {adopt_unknown_numbers: true}.");
        return Exit.DONE;
    }

    private static boolean password(Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        var octets = new byte[PASSWORD_OCTETS];
        new SecureRandom().nextBytes(octets);
        // SMPP 3.4 §5.2.2: at most 8 characters.
        PrivateFile.write(file, HexFormat.of().formatHex(octets) + "\n", "rw-------");
        return true;
    }
}
