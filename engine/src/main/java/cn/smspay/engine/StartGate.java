package cn.smspay.engine;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.FileFault;
import cn.smspay.config.Config;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.store.Store;
import cn.smspay.store.StoreUnusable;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings name must be there and fit before an engine is built: files with keys and certificates, folders, the
 * database, ports. {@code run --check} and the start look through this one gate.
 */
public final class StartGate {
    /** How a private key in the format of OpenSSH begins: a mark, then length and name of its cipher (PROTOCOL.key). */
    private static final String OPENSSH_PLAIN = "openssh-key-v1\0\0\0\0\4none";

    /** Of a database that is rewritten: what a slow disk does in a second. */
    private static final long UPGRADED_PER_SECOND = 20_000_000;

    private static final long MEGABYTE = 1_000_000;
    /** For the log before it is copied into the database, and what comes while it is. */
    private static final long ROOM = 32 * MEGABYTE;

    private static final List<String> ENCRYPTED =
            List.of("BEGIN ENCRYPTED PRIVATE KEY", "Proc-Type: 4,ENCRYPTED", "Encryption: aes");

    private final Config config;
    private final List<String> faults = new ArrayList<>();

    public StartGate(Config config) {
        this.config = config;
    }

    /** A line for each file that the settings name and that cannot serve. */
    public List<String> files() {
        faults.clear();
        config.voice()
                .sip()
                .flatMap(sip -> sip.tls())
                .ifPresent(tls -> keys(
                        "voice.sip.tls.keystore",
                        tls.keystore(),
                        tls.password(),
                        tls.key().orElse(null),
                        true));
        doorKeys("site", config.doors().site());
        doorKeys("partner", config.doors().partner());
        doorKeys("staff", config.doors().staff());
        for (var bind : config.binds()) {
            var tls = bind.peer().tls();
            if (tls != null && tls.trustStore() != null) {
                certificates("smsc." + bind.name() + ".tls.trust_store", tls.trustStore(), tls.trustStorePassword());
            }
            if (tls != null && tls.keyStore() != null) {
                keys("smsc." + bind.name() + ".tls.key_store", tls.keyStore(), tls.keyStorePassword(), null, false);
            }
        }
        config.sftp().ifPresent(sftp -> {
            sftp.privateKey().ifPresent(this::privateKey);
            knownHosts(sftp.knownHosts(), sftp.host());
        });
        return List.copyOf(faults);
    }

    private void doorKeys(String name, Optional<HttpSettings> door) {
        door.flatMap(HttpSettings::tls)
                .ifPresent(tls -> keys("doors." + name + ".tls.keystore", tls.keystore(), tls.password(), null, true));
    }

    /** A line for the folder of data if it cannot serve; makes nothing. */
    public List<String> folder() {
        faults.clear();
        for (var part : List.of(config.data(), config.data().resolve("billing"))) {
            var nearest = nearest(part);
            if (Files.isSymbolicLink(nearest) && !Files.exists(nearest)) {
                faults.add("\"data\": " + nearest + " is a link to nothing");
            } else if (!Files.isDirectory(nearest)) {
                faults.add("\"data\": " + nearest + " is a file, not a folder");
            } else if (!Files.isWritable(nearest)) {
                faults.add("\"data\": the user of this program may not write to the folder " + nearest);
            }
        }
        return faults.stream().distinct().toList();
    }

    /**
     * A line if there is too little room for a start. One that goes on in a folder of its own may serve with less, and is not
     * refused.
     */
    public List<String> room() {
        try {
            long free = Files.getFileStore(nearest(config.data())).getUsableSpace();
            return free >= ROOM
                    ? List.of()
                    : List.of("\"data\": the disk of " + config.data() + " has " + free / MEGABYTE
                            + " MB free; the log of the database alone may grow to " + ROOM / MEGABYTE + " MB");
        } catch (IOException e) {
            return List.of("\"data\": the free space of the disk of " + config.data() + " cannot be read");
        }
    }

    private static Path nearest(Path part) {
        var nearest = part.toAbsolutePath();
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    /**
     * A line for what is wrong with the database, if there is one, and with the master key for it; changes nothing in it.
     */
    public List<String> databaseFaults() {
        var settings = database();
        if (settings.server() == null && !Store.exists(settings.file())) {
            return List.of();
        }
        try {
            Store.requireFit(settings);
            boolean opens = Store.look(
                    settings,
                    sql -> KeyRing.opensReadOnly(
                            sql, MasterKey.of(config.masterKey().reveal())));
            return opens ? List.of() : List.of("\"keys.master_file\": " + WrongKey.OTHER);
        } catch (StoreUnusable e) {
            return List.of((settings.server() == null ? "\"data\": " : "\"store.url\": ") + e.getMessage());
        }
    }

    private StoreSettings database() {
        var tool = StoreSettings.tool(config.data().resolve(StoreSettings.FILE));
        return tool.on(config.store().server());
    }

    /** What a start will do to the database: nothing, or an upgrade with how long it may take. */
    public List<String> forecast() {
        var file = config.data().resolve(StoreSettings.FILE);
        if (database().server() == null && !Store.exists(file)) {
            return List.of("The database will be made: " + file);
        }
        var behind = Store.behind(database());
        if (behind.from() == behind.to()) {
            return List.of();
        }
        if (behind.from() == 0) {
            return List.of("The start will make the tables in the database that is there.");
        }
        try {
            long size = Files.exists(file) ? Files.size(file) : 0;
            long seconds = Math.max(1, size / UPGRADED_PER_SECOND);
            return List.of("The start will upgrade the database, schema " + behind.from() + " to " + behind.to()
                    + ", in about " + seconds + " s, and there is no way back: smspay backup first.");
        } catch (IOException e) {
            return List.of(FileFault.words(e));
        }
    }

    /** A line for each port that cannot be listened on; none are tried beside an engine that has them. */
    public List<String> portFaults() {
        return Store.isTaken(config.data().resolve(StoreSettings.FILE)) ? List.of() : taken();
    }

    /**
     * Looks whether the ports can be listened on, before the SMSC is told of us.
     *
     * @throws Exit.Refused with a line for each that cannot
     */
    void ports() {
        var taken = taken();
        if (!taken.isEmpty()) {
            throw new Exit.Refused(Exit.STOPPED, String.join(System.lineSeparator(), taken));
        }
    }

    private List<String> taken() {
        faults.clear();
        config.voice().sip().ifPresent(sip -> {
            datagrams("voice.sip.udp_port", sip.host(), sip.udpPort());
            sip.tcpPort().ifPresent(port -> stream("voice.sip.tcp_port", sip.host(), port));
            sip.tls().ifPresent(tls -> stream("voice.sip.tls.port", sip.host(), tls.port()));
        });
        config.voice().agi().ifPresent(agi -> stream("voice.agi.port", agi.host(), agi.port()));
        config.voice().vxml().ifPresent(vxml -> stream("voice.vxml.port", vxml.host(), vxml.port()));
        stream("http.port", config.http().host(), config.http().port());
        stream("http.console_port", "127.0.0.1", config.http().consolePort());
        config.doors().site().ifPresent(door -> stream("doors.site.port", door.host(), door.port()));
        config.doors().partner().ifPresent(door -> stream("doors.partner.port", door.host(), door.port()));
        config.doors().staff().ifPresent(door -> stream("doors.staff.port", door.host(), door.port()));
        return List.copyOf(faults);
    }

    private void datagrams(String key, String host, int port) {
        if (port <= 0) {
            return;
        }
        try (var socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (SocketException e) {
            taken(key, host, port, e);
        }
    }

    private void stream(String key, String host, int port) {
        if (port <= 0) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            taken(key, host, port, e);
        }
    }

    private void taken(String key, String host, int port, IOException why) {
        faults.add("\"" + key + "\": cannot listen on " + host + ":" + port + ": " + why.getMessage());
    }

    private void keys(String key, Path file, @Nullable Secret password, @Nullable String wanted, boolean onlyOne) {
        store(key, file, password).ifPresent(store -> {
            try {
                var names = new ArrayList<String>();
                for (var name : Collections.list(store.aliases())) {
                    if (store.isKeyEntry(name)) {
                        names.add(name);
                    }
                }
                if (wanted != null && !names.contains(wanted)) {
                    faults.add("\"" + key + "\": " + file + " holds no key named " + wanted + ", only " + names);
                } else if (names.isEmpty()) {
                    faults.add("\"" + key + "\": " + file + " holds no private key");
                } else if (wanted == null && onlyOne && names.size() > 1) {
                    faults.add("\"" + key + "\": " + file + " holds several keys, one of " + names
                            + " must be named beside it");
                }
            } catch (GeneralSecurityException e) {
                faults.add("\"" + key + "\": " + file + " cannot be used: " + e.getMessage());
            }
        });
    }

    private void certificates(String key, Path file, @Nullable Secret password) {
        store(key, file, password).ifPresent(store -> {
            try {
                if (store.size() == 0) {
                    faults.add("\"" + key + "\": " + file + " holds no certificate");
                }
            } catch (GeneralSecurityException e) {
                faults.add("\"" + key + "\": " + file + " cannot be used: " + e.getMessage());
            }
        });
    }

    private Optional<KeyStore> store(String key, Path file, @Nullable Secret password) {
        if (!readable(key, file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyStore.getInstance(
                    file.toFile(),
                    password == null ? new char[0] : password.reveal().toCharArray()));
        } catch (IOException | GeneralSecurityException e) {
            faults.add("\"" + key + "\": "
                    + (e.getCause() instanceof GeneralSecurityException
                            ? "the password does not open " + file
                            : file + " is not a key store (PKCS12)"));
            return Optional.empty();
        }
    }

    private boolean readable(String key, Path file) {
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            return true;
        }
        faults.add("\"" + key + "\": there is no file " + file + " that can be read");
        return false;
    }

    private void privateKey(Path file) {
        var key = "billing.sftp.private_key";
        if (!readable(key, file)) {
            return;
        }
        try {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (ENCRYPTED.stream().anyMatch(text::contains) || isEncryptedOpenSsh(text)) {
                faults.add("\"" + key + "\": " + file
                        + " is encrypted; there is nobody here to type its passphrase: use a key without one");
            } else if (!text.contains("PRIVATE KEY-----") && !text.startsWith("PuTTY-User-Key-File")) {
                faults.add("\"" + key + "\": " + file + " holds no private key");
            }
        } catch (IOException e) {
            faults.add("\"" + key + "\": " + FileFault.words(e));
        } catch (IllegalArgumentException e) {
            faults.add("\"" + key + "\": " + file + " is damaged: " + e.getMessage());
        }
    }

    private static boolean isEncryptedOpenSsh(String text) {
        if (!text.contains("BEGIN OPENSSH PRIVATE KEY")) {
            return false;
        }
        var octets = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        return !new String(octets, StandardCharsets.ISO_8859_1).startsWith(OPENSSH_PLAIN);
    }

    private void knownHosts(Path file, String host) {
        var key = "billing.sftp.known_hosts";
        if (!readable(key, file)) {
            return;
        }
        try {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            // Names in hashed lines cannot be read; one of them may be the host's.
            if (!text.isBlank() && !text.contains("|1|") && !text.contains(host)) {
                faults.add("\"" + key + "\": " + file + " knows no host " + host
                        + "; add its key, as ssh-keyscan prints it, after comparing its fingerprint");
            } else if (text.isBlank()) {
                faults.add("\"" + key + "\": " + file
                        + " is empty; add the host's key, as ssh-keyscan prints it, after comparing its fingerprint");
            }
        } catch (IOException e) {
            faults.add("\"" + key + "\": " + FileFault.words(e));
        }
    }
}
