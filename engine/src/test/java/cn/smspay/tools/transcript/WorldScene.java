package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ServiceVoice;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** A scene over the accounts of a world, for what happens beside the conversation: nobody writes and nobody calls in it. */
final class WorldScene extends ChatScene {
    private static final Scripts SHIPPED = ScriptFiles.load(
                    Path.of(System.getProperty("smspay.root", "..")).resolve("dialogs"),
                    Path.of(System.getProperty("smspay.root", "..")).resolve("ivr-scripts"),
                    ServiceCatalogue.catalogue())
            .orThrow();

    private final World world;
    private final SimulatedBillSystem bills;

    /** @param executor on which bills are answered */
    WorldScene(World world, ScheduledExecutorService executor) {
        super(new ChatClock(), SHIPPED, new ChatTrail());
        this.world = world;
        this.bills = new SimulatedBillSystem(executor, Duration.ZERO, Set.of(), 0, new Random(1));
    }

    @Override
    Accounts accounts() {
        return world.accounts;
    }

    @Override
    Store store() {
        return world.store;
    }

    @Override
    Lane lane() {
        return world.lane;
    }

    @Override
    SimulatedBillSystem billSystem() {
        return bills;
    }

    @Override
    Desk desk() {
        throw new AssertionError("nobody writes");
    }

    @Override
    ServiceVoice voice() {
        throw new AssertionError("nobody calls");
    }

    @Override
    CompletionStage<Integer> deliver(String from, String to, String text) {
        throw new AssertionError("nobody writes");
    }

    @Override
    CompletionStage<Integer> deliver(Uplink uplink) {
        throw new AssertionError("nobody writes");
    }

    @Override
    CompletionStage<Integer> redeliverLast() {
        throw new AssertionError("nobody writes");
    }

    @Override
    void listen(String number) {
        throw new AssertionError("nobody writes");
    }

    @Override
    List<Received> received() {
        return List.of();
    }

    @Override
    void settle() {
        world.settle();
    }

    @Override
    List<String> places(String text) {
        return List.of();
    }

    @Override
    public void close() {
        // The world belongs to the test.
    }
}
