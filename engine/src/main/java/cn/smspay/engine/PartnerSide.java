package cn.smspay.engine;

import cn.smspay.base.Ticker;
import cn.smspay.cli.Exit;
import cn.smspay.config.DoorsConfig;
import cn.smspay.counter.desks.Desks;
import cn.smspay.web.api.Notifier;
import cn.smspay.web.api.PartnerDoor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What partners' programs meet: the door, and the notifications. Orders run out also while the door is closed. */
final class PartnerSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerSide.class);

    private final Desks desks;
    private final @Nullable PartnerDoor door;
    private final @Nullable Notifier notifier;

    private PartnerSide(Desks desks, @Nullable PartnerDoor door, @Nullable Notifier notifier) {
        this.desks = desks;
        this.door = door;
        this.notifier = notifier;
    }

    static PartnerSide open(DoorsConfig doors, Desks desks, Ticker ticker) {
        if (doors.partner().isEmpty()) {
            return new PartnerSide(desks, null, null);
        }
        var settings = doors.partner().get();
        try {
            return new PartnerSide(
                    desks,
                    new PartnerDoor(settings, desks, payPages(doors), ticker),
                    new Notifier(desks.counter(), doors.notifyAnywhere(), ticker));
        } catch (IOException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    "doors.partner cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + e.getMessage());
        }
    }

    /** As it is set, or where the site says that it is. */
    private static String payPages(DoorsConfig doors) {
        return doors.payPages().isEmpty() ? PageSide.address(doors).orElse("") + "/pay/" : doors.payPages();
    }

    int port() {
        return door == null ? -1 : door.port();
    }

    /** Closes orders whose time is over, and tells partners what is due. */
    void look() {
        desks.merchants().lookAfter().whenComplete((closed, fault) -> {
            if (fault != null) {
                LOG.warn("orders that ran out could not be closed; it is tried again", fault);
            }
        });
        if (notifier != null) {
            notifier.look().whenComplete((sent, fault) -> {
                if (fault != null) {
                    LOG.warn("partners could not be told; it is tried again", fault);
                }
            });
        }
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        if (notifier != null) {
            notifier.close();
        }
    }
}
