package cn.smspay.sms.peer;

import java.util.List;

/**
 * Which host of a bind to try next: the first of all, then its standbys in their order, each once, and then after a pause
 * from the first again. Confined to one thread.
 */
public final class HostChoice {
    private final List<Host> hosts;
    private int turn;

    /** @param hosts at least one, the one to prefer first */
    public HostChoice(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    public Host current() {
        return hosts.get(turn);
    }

    /** Hosts that are to be preferred to the present one. */
    public List<Host> better() {
        return hosts.subList(0, turn);
    }

    /** The present one cannot be bound to. @return whether another is to be tried without a pause */
    public boolean failed() {
        turn = (turn + 1) % hosts.size();
        return turn > 0;
    }

    public void fromTheFirst() {
        turn = 0;
    }
}
