package cn.smspay.desk;

import cn.smspay.ids.Msisdn;
import cn.smspay.ids.ServiceNumber;
import cn.smspay.ids.UplinkId;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;

/** The desk. */
public final class Desk {
    public void load(Reads ahead, Msisdn msisdn, ServiceNumber service) {}

    public boolean isOnNet(Tx tx, Msisdn msisdn) {
        return true;
    }

    public Sender meet(Tx tx, Msisdn msisdn, Instant now) {
        throw new UnsupportedOperationException();
    }

    public Hearing hear(Tx tx, Msisdn msisdn, ServiceNumber service, String text, UplinkId key, Instant now) {
        throw new UnsupportedOperationException();
    }

    public Words apology() {
        return new Words("G04", "", false);
    }

    public Words offNet() {
        return new Words("G10", "", false);
    }

    public Words unreadable() {
        return new Words("G11", "", false);
    }

    List<Words> none() {
        return List.of();
    }
}
