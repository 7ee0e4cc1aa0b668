package cn.smspay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder from which the program is run as a process of its own: settings, a key and the password of one SMSC. */
public final class RunHome {
    private RunHome() {}

    /**
     * Writes them, with everything outside simulated.
     *
     * @param smsc its port on this machine
     * @param more further settings
     * @return the settings' file
     */
    public static Path write(Path home, int smsc, String more) throws IOException {
        var conf = Files.createDirectories(home.resolve("conf"));
        Files.setPosixFilePermissions(
                Files.writeString(conf.resolve("master.key"), World.KEY), PosixFilePermissions.fromString("r--------"));
        Files.writeString(conf.resolve("local.password"), "local");
        return Files.writeString(conf.resolve("smspay.yaml"), """
                keys: {master_file: conf/master.key}
                dialogs: %1$s/dialogs
                ivr_scripts: %1$s/ivr-scripts
                services: ["10658888"]
                site: www.example.com
                smsc:
                  - name: local
                    host: 127.0.0.1
                    port: %2$d
                    system_id: local
                    password_file: conf/local.password
                    reconnect_min_millis: 100
                rules: {adopt_unknown_numbers: true, adopted_province: 湖南}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                """.formatted(Service.HOME, smsc) + more);
    }
}
