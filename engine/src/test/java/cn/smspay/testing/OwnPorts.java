package cn.smspay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Which UDP ports this process has open, as Linux shows it. */
public final class OwnPorts {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path SOCKETS = Path.of("/proc/self/net/udp");
    /** Columns of {@link #SOCKETS}. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int INODE = 9;

    private OwnPorts() {}

    /** Those from the first to the last. Skips the test on another system. */
    public static List<Integer> udp(int first, int last) throws IOException {
        Assumptions.assumeTrue(Files.exists(SOCKETS), "only Linux shows ports like that");
        var own = ownSockets();
        try (var lines = Files.lines(SOCKETS)) {
            return lines.skip(1)
                    .map(line -> line.strip().split(" +"))
                    .filter(columns -> own.contains(columns[INODE]))
                    .map(columns -> Integer.parseInt(columns[LOCAL_ADDRESS].split(":")[1], 16))
                    .filter(port -> port >= first && port <= last)
                    .toList();
        }
    }

    private static Set<String> ownSockets() throws IOException {
        var inodes = new HashSet<String>();
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            descriptors.forEach(descriptor -> inodes.add(target(descriptor).replaceAll("socket:\\[([0-9]+)]", "$1")));
        }
        return inodes;
    }

    /** Empty if it was closed in the meantime. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
