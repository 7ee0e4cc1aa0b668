package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do wrong every day gets a sentence and an exit code, never a trace. */
final class EverydayMistakesTest {
    @TempDir
    private Path home;

    private Premises premises;
    private Path data;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home);
        data = premises.path("var");
        premises.file("conf/wrong", "wrong");
        premises.file("empty", "");
        premises.file("a.csv", "msisdn,province,brand\n13800000001,广东,神州行\n");
        Files.write(
                home.resolve("gbk.csv"),
                "msisdn,province,brand\n13800000001,广东,神州行\n".getBytes(Charset.forName("GBK")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | there is no such file; name it with --conf, or write one: smspay init DIR | run --conf ~/nothing.yaml
            2 | ~/conf is a folder; name the file with --conf | run --conf ~/conf
            2 | there is no such file; name it with --conf, or write one: smspay init DIR | check --conf ~/nothing.yaml
            2 | Unknown option                                          | run --nope
            2 | master.key                                              | run --conf ~/conf/smspay.yaml --set keys.master_file=conf/no.master.key
            2 | there is no such folder                                 | run --conf ~/conf/smspay.yaml --set dialogs=nothing
            2 | there is no such folder                                 | run --check --conf ~/conf/smspay.yaml --set dialogs=nothing
            3 | empty is a file, not a folder                           | run --conf ~/conf/smspay.yaml --set data=empty
            2 | empty is a file, not a folder                           | run --check --conf ~/conf/smspay.yaml --set data=empty/var
            3 | empty is there already and is not a folder              | demo --data ~/empty
            2 | there is no file                                        | import subscribers ~/nothing.csv
            2 | there is no file                                        | import subscribers ~/conf
            2 | there is no folder                                      | import subscribers ~/a.csv --data ~/nothing
            2 | cannot be read; name it with --key-file                 | import subscribers ~/a.csv --data ~/var
            2 | there is no database                                    | billing list --data ~/var
            2 | there is no                                             | ledger verify --data ~/empty
            2 | there is no billing file in                             | billing verify ~/var
            2 | there is no folder                                      | billing verify --out ~/nothing
            2 | name the folder of billing files with --out             | billing verify
            2 | either with --out or without it                         | billing verify ~/var --out ~/var
            """)
    void getASentenceAndACode(int code, String words, String line) {
        premises.ends(code, words, line);
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws IOException {
        assertEquals(2, premises.run("import subscribers ~/gbk.csv --data ~/var --key-file ~/conf/master.key"));
        assertEquals(0, premises.run("import subscribers ~/a.csv --data ~/var --key-file ~/conf/master.key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | run --conf ~/conf/smspay.yaml
            2 | run --check --conf ~/conf/smspay.yaml
            2 | billing list --data ~/var
            2 | ledger verify --data ~/var
            2 | import subscribers ~/a.csv --data ~/var --key-file ~/conf/master.key
            """)
    void aDatabaseOfTomorrowIsLeftAlone(int code, String line) throws SQLException {
        Store.open(StoreSettings.tool(premises.database())).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + premises.database());
                var statement = connection.createStatement()) {
            statement.execute("insert into schema_version values (999, 'tomorrow', '', 0)");
        }

        premises.ends(code, "use the program that wrote it, or a newer one", line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --conf ~/conf/smspay.yaml", "demo --data ~/var --no-sip"})
    void aSecondEngineInOneFolderIsRefused(String line) {
        try (var first = Store.open(StoreSettings.engine(premises.database()))) {
            assertFalse(first.isBroken());
            premises.ends(3, "another engine is running on it", line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.port          | http: {port: %d}
            http.console_port  | http: {console_port: %d}
            doors.site.port    | doors: {site: {port: %d}}
            doors.partner.port | doors: {partner: {port: %d}}
            doors.staff.port   | doors: {staff: {port: %d}}
            voice.agi.port     | voice: {numbers: ["12588"], agi: {port: %d, peers: [127.0.0.1], agents: {"10086": "agents,10086"}}}
            voice.vxml.port    | voice: {numbers: ["12588"], vxml: {port: %d, peers: [127.0.0.1], agents: {"10086": "tel:10086"}}}
            voice.sip.tcp_port | voice: {numbers: ["12588"], sip: {host: 127.0.0.1, advertised: 127.0.0.1, udp_port: 0, tcp_port: %d, trunks: [{name: a, networks: [127.0.0.1]}], agents: {"10086": "sip:10086@127.0.0.1"}}}
            voice.sip.udp_port | voice: {numbers: ["12588"], sip: {host: 127.0.0.1, advertised: 127.0.0.1, udp_port: %d, tcp_port: 0, trunks: [{name: a, networks: [127.0.0.1]}], agents: {"10086": "sip:10086@127.0.0.1"}}}
            """)
    void aPortThatIsTakenIsNamed(String key, String settings) throws IOException {
        try (var stream = new ServerSocket();
                var datagrams = new DatagramSocket(null)) {
            stream.bind(new InetSocketAddress("127.0.0.1", 0));
            datagrams.bind(stream.getLocalSocketAddress());
            int port = stream.getLocalPort();
            premises.more(settings.formatted(port));

            premises.ends(
                    3,
                    "\"" + key + "\": cannot listen on 127.0.0.1:" + port + ": Address already in use",
                    "run --conf ~/conf/smspay.yaml");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            there is no file                 | nothing.p12, keystore_password_file: conf/secret
            the password does not open       | keys.p12, keystore_password_file: conf/wrong
            is not a key store               | conf/secret, keystore_password_file: conf/secret
            holds no key named b, only [a]   | keys.p12, keystore_password_file: conf/secret, key: b
            holds no private key             | none.p12, keystore_password_file: conf/secret
            """)
    void aKeyStoreThatCannotServeIsFound(String words, String keystore) throws Exception {
        store("keys.p12", "a");
        store("none.p12", "");
        premises.more(
                "voice: {numbers: [\"12588\"], sip: {host: 127.0.0.1, advertised: 127.0.0.1, tls: {port: 5061, keystore: "
                        + keystore + "}, trunks: [{name: a, networks: [127.0.0.1]}],"
                        + " agents: {\"10086\": \"sip:10086@127.0.0.1\"}}}\n");

        premises.ends(2, words, "run --check --conf ~/conf/smspay.yaml");
        premises.ends(2, words, "run --conf ~/conf/smspay.yaml");
    }

    private void store(String name, String key) throws IOException, GeneralSecurityException {
        var password = "secret".toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        if (!key.isEmpty()) {
            store.setKeyEntry(key, new SecretKeySpec(new byte[16], "AES"), password, null);
        }
        try (var out = Files.newOutputStream(home.resolve(name))) {
            store.store(out, password);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.p12", "conf/secret"})
    void aTrustStoreThatCannotServeIsFound(String file) {
        premises.ends(
                2,
                "\"smsc.main.tls.trust_store\": ",
                "run --check --conf ~/conf/smspay.yaml --set smsc.main.tls.trust_store=" + file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | is encrypted         | hosts | -----BEGIN OPENSSH PRIVATE KEY-----~b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0~-----END OPENSSH PRIVATE KEY-----
            0 | in order             | hosts | -----BEGIN OPENSSH PRIVATE KEY-----~b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==~-----END OPENSSH PRIVATE KEY-----
            2 | is encrypted         | hosts | -----BEGIN ENCRYPTED PRIVATE KEY-----~AAAA~-----END ENCRYPTED PRIVATE KEY-----
            2 | is encrypted         | hosts | -----BEGIN RSA PRIVATE KEY-----~Proc-Type: 4,ENCRYPTED~DEK-Info: AES-128-CBC,00~~AAAA~-----END RSA PRIVATE KEY-----
            2 | holds no private key | hosts | ssh-ed25519 AAAA
            2 | is empty             | empty | -----BEGIN RSA PRIVATE KEY-----~AAAA~-----END RSA PRIVATE KEY-----
            2 | there is no file     | none  | -----BEGIN RSA PRIVATE KEY-----~AAAA~-----END RSA PRIVATE KEY-----
            """)
    void whatSftpNeedsIsLookedInto(int code, String words, String hosts, String key) throws IOException {
        premises.file("key", key.replace('~', '\n') + "\n");
        premises.file("hosts", "billing.example.com ssh-ed25519 AAAA\n");
        premises.more("billing: {sftp: {host: billing.example.com, user: smspay, private_key: key, known_hosts: "
                + hosts + ", folder: inbox}}\n");

        // What is in order is said on standard output.
        premises.ends(code, code == 0 ? "" : words, "run --check --conf ~/conf/smspay.yaml");
    }
}
