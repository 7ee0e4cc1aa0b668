package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CrashTest {
    @TempDir
    private Path folder;

    /** The machine stops here. */
    private static final class Stop extends Error {}

    private static Stream<Arguments> everyStep() {
        return Stream.of(PublishStep.values())
                .flatMap(step -> LongStream.rangeClosed(1, 3).mapToObj(time -> Arguments.of(step, time)));
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void losesAndDoublesNothingWhenTheMachineStopsAtAStep(PublishStep fatal, long time) throws IOException {
        try (var world = new BillingWorld(folder)) {
            world.uplinks(10);
            world.closeByHand();
            world.uplinks(10);
            long[] left = {time};
            var dying = new BillingFiles(world.store, BillingWorld.settings(), world.out, Disk.REAL, step -> {
                if (step == fatal && --left[0] == 0) {
                    throw new Stop();
                }
            });
            boolean oncePerFile = fatal == PublishStep.WRITTEN || fatal == PublishStep.CLOSED;
            if (!oncePerFile || time == 1) {
                assertThrows(
                        Stop.class, () -> dying.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT));
            }

            assertWhatIsAnnouncedIsWhole(world);
            world.restart();
            world.files().repair(world.clock.instant());
            world.uplinks(10);
            world.closeByHand();

            assertEquals(LongStream.rangeClosed(1, 30).boxed().toList(), world.deliveredNumbers());
            assertEquals(List.of(), world.files().verify());
            assertTrue(world.names().stream().noneMatch(n -> n.endsWith(".part")));
        }
    }

    /** What has a checksum file is whole: a receiver never sees half a file. */
    private static void assertWhatIsAnnouncedIsWhole(BillingWorld world) throws IOException {
        for (var name : world.names()) {
            if (name.endsWith(Publisher.CHECKSUM) && !name.startsWith(".")) {
                var file = name.substring(0, name.length() - Publisher.CHECKSUM.length());
                assertEquals(
                        FileDigest.of(world.out.resolve(file)).sha256() + "  " + file + "\n",
                        Files.readString(world.out.resolve(name)));
            }
        }
    }
}
