package cn.smspay.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how far the program is (sd_notify), where it was started by it as {@code Type=notify}; silent elsewhere. The
 * message goes by the program systemd-notify, because Java has no datagrams on Unix sockets.
 */
public final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final long PATIENCE_SECONDS = 5;

    private ServiceManager() {}

    public static void ready() {
        tell("--ready");
    }

    public static void stopping() {
        tell("--stopping");
    }

    private static void tell(String what) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        try {
            var told = new ProcessBuilder(
                            "systemd-notify",
                            what,
                            "--pid=" + ProcessHandle.current().pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!told.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                told.destroyForcibly();
                LOG.warn("systemd-notify {} did not end within {} s", what, PATIENCE_SECONDS);
            }
        } catch (IOException e) {
            LOG.warn("systemd cannot be told {}: {}", what, FileFault.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
