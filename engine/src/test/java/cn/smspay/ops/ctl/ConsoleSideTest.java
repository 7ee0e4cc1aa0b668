package cn.smspay.ops.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.config.Config;
import cn.smspay.testing.Service;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link ConsoleSide}: the page is off unless it is asked for, and its token is the owner's alone and new at each start. */
final class ConsoleSideTest {
    @TempDir
    private Path folder;

    private Service service;

    @BeforeEach
    void open() {
        service = new Service(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Config config(int port) {
        var usual = service.engine().config();
        return new Config(
                usual.node(),
                usual.data(),
                usual.masterKey(),
                usual.dialogs(),
                usual.ivrScripts(),
                usual.desk(),
                usual.binds(),
                usual.sms(),
                usual.rules(),
                usual.outside(),
                usual.lane(),
                usual.store(),
                usual.voice(),
                usual.billing(),
                usual.sftp(),
                new Config.HttpDoor("127.0.0.1", -1, port),
                usual.doors(),
                usual.keep(),
                usual.logging());
    }

    private String token() throws Exception {
        return Files.readString(service.engine().config().data().resolve(ConsoleSide.TOKEN_FILE))
                .strip();
    }

    private static int status(int port, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/status"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void withoutAPortThereIsNoPage() {
        assertTrue(ConsoleSide.open(
                        config(-1),
                        new LiveEngineView(service.engine()),
                        service.engine().secrets())
                .isEmpty());
        assertTrue(Files.notExists(service.engine().config().data().resolve(ConsoleSide.TOKEN_FILE)));
    }

    @Test
    void itsTokenIsTheOwnersAloneAndNewAtEachStart() throws Exception {
        var look = new LiveEngineView(service.engine());
        String first;
        try (var door =
                ConsoleSide.open(config(0), look, service.engine().secrets()).orElseThrow()) {
            first = token();
            assertEquals(200, status(door.port(), first));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            service.engine().config().data().resolve(ConsoleSide.TOKEN_FILE))));
        }
        try (var door =
                ConsoleSide.open(config(0), look, service.engine().secrets()).orElseThrow()) {
            assertNotEquals(first, token());
            assertEquals(401, status(door.port(), first));
            assertEquals(200, status(door.port(), token()));
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(
                    Exit.Refused.class,
                    () -> ConsoleSide.open(
                            config(taken.getLocalPort()),
                            new LiveEngineView(service.engine()),
                            service.engine().secrets()));
            assertTrue(String.valueOf(refused.getMessage())
                    .startsWith("http.console_port cannot listen on 127.0.0.1:" + taken.getLocalPort()));
        }
    }
}
