package cn.smspay.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("peer")
final class SippTest {
    @TempDir
    private Path folder;

    private TestServer test;
    private Sipp sipp;

    @BeforeEach
    void start() {
        Sipp.needed();
        test = TestServer.usual();
        sipp = new Sipp(folder, test.server.udpPort());
    }

    @AfterEach
    void stop() {
        if (test != null) {
            test.close();
        }
    }

    @Test
    void tellsABalance() throws Exception {
        assertTrue(sipp.plays("balance"));

        var record = assertNotNull2(test.record());
        assertEquals(CallResult.COMPLETED, record.result());
        assertEquals("INFO", record.keyKind());
        assertEquals("12588", record.dialled());
    }

    private static CallRecord assertNotNull2(CallRecord record) {
        assertNotNull(record);
        return record;
    }
}
