package cn.smspay.sms;

import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.StoreFault;
import cn.smspay.store.Tx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we have to note of ourselves, such as the end of a connection. Nobody would tell us again, so it is never refused for
 * want of room, and what the store could not take is tried again. Thread-safe; nothing blocks.
 */
final class OwnEvents {
    private static final Logger LOG = LoggerFactory.getLogger(OwnEvents.class);

    /** What fails for another reason than the store's is a fault of ours, which time does not mend. */
    private static final int OWN_FAULTS_MAX = 3;

    private record OwnEvent(String about, Consumer<Tx> work, int tries) {}

    private final Lane lane;
    private final Queue<OwnEvent> owed = new ConcurrentLinkedQueue<>();

    OwnEvents(Lane lane) {
        this.lane = lane;
    }

    void note(String about, Consumer<Tx> work) {
        note(new OwnEvent(about, work, 1));
    }

    private void note(OwnEvent event) {
        var noted = lane.insist(Job.of(event.about(), tx -> {
            event.work().accept(tx);
            return true;
        }));
        noted.whenComplete((done, fault) -> {
            if (fault != null) {
                failed(event, fault);
            }
        });
    }

    private void failed(OwnEvent event, Throwable fault) {
        if (event.tries() == 1) {
            LOG.error("something about {} could not be noted; it is tried again", event.about(), fault);
        }
        if (fault instanceof StoreFault || event.tries() < OWN_FAULTS_MAX) {
            owed.add(new OwnEvent(event.about(), event.work(), event.tries() + 1));
        } else {
            LOG.error("something about {} is given up", event.about());
        }
    }

    /** Tries once more what has failed. */
    void again() {
        for (int most = owed.size(); most > 0; most--) {
            var event = owed.poll();
            if (event != null) {
                note(event);
            }
        }
    }
}
