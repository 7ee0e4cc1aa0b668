package cn.smspay.cli;

import java.io.IOException;
import java.util.List;
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

    /** As variables: the options of the same meaning came later than Debian 12. */
    static final String READY = "READY=1";

    static final String STOPPING = "STOPPING=1";

    private ServiceManager() {}

    static List<String> command(String what) {
        return List.of("systemd-notify", "--pid=" + ProcessHandle.current().pid(), what);
    }

    public static void ready() {
        tell(READY);
    }

    public static void stopping() {
        tell(STOPPING);
    }

    private static void tell(String what) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        try {
            var told = new ProcessBuilder(command(what))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!told.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                told.destroyForcibly();
                LOG.warn("systemd-notify {} did not end within {} s", what, PATIENCE_SECONDS);
            } else if (told.exitValue() != 0) {
                LOG.warn("systemd-notify {} ended with {}: systemd has not been told", what, told.exitValue());
            }
        } catch (IOException e) {
            LOG.warn("systemd cannot be told {}: {}", what, FileFault.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
