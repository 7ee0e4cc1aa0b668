package cn.smspay.engine;

import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.SmppLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The binds as an operator leads them while the engine runs: stopped, started, and exchanged for other settings, each in order,
 * so that nothing under way is lost. One change at a time.
 */
public final class BindHand {
    /** What is under way on a bind may take so long to end. */
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(20);
    /** For the unbinding behind it, and for a link that answers nothing. */
    private static final Duration WAIT_MOST = FINISH_WITHIN.plusSeconds(15);

    private final SmppLink link;
    private final Map<String, SmppBindSettings> known = new LinkedHashMap<>();
    private final Set<String> stopped = new TreeSet<>();

    BindHand(SmppLink link, List<SmppBindSettings> binds) {
        this.link = link;
        binds.forEach(bind -> known.put(bind.name(), bind));
    }

    /** The names of all, those that are stopped too. */
    public synchronized List<String> names() {
        return List.copyOf(known.keySet());
    }

    public synchronized boolean isStopped(String name) {
        return stopped.contains(name);
    }

    /**
     * Finishes what is under way, unbinds, and does not come back until {@link #start}.
     *
     * @throws IllegalArgumentException if there is no such bind, or it is stopped
     */
    public synchronized void stop(String name) throws InterruptedException {
        settings(name);
        if (stopped.contains(name)) {
            throw new IllegalArgumentException("bind " + name + " is stopped already");
        }
        leave(name);
        stopped.add(name);
    }

    /** @throws IllegalArgumentException if there is no such bind, or it is not stopped */
    public synchronized void start(String name) {
        var settings = settings(name);
        if (!stopped.contains(name)) {
            throw new IllegalArgumentException("bind " + name + " is not stopped");
        }
        link.add(settings);
        stopped.remove(name);
    }

    private SmppBindSettings settings(String name) {
        var settings = known.get(name);
        if (settings == null) {
            throw new IllegalArgumentException(
                    "there is no bind " + name + "; there are " + String.join(", ", known.keySet()));
        }
        return settings;
    }

    private void leave(String name) throws InterruptedException {
        try {
            link.remove(name, FINISH_WITHIN).get(WAIT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "bind " + name + " has not ended within " + WAIT_MOST.toSeconds() + " s", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("bind " + name + " could not be ended", e.getCause());
        }
    }

    /**
     * Makes the binds those of these settings: what is new is bound, what is gone or changed is unbound in order, what is the
     * same goes on untouched. A stopped one stays so.
     *
     * @return what was done, a line each
     */
    synchronized List<String> become(List<SmppBindSettings> wanted) throws InterruptedException {
        var done = new ArrayList<String>();
        var names = wanted.stream().map(SmppBindSettings::name).toList();
        for (var bind : wanted) {
            var before = known.get(bind.name());
            if (before == null) {
                link.add(bind);
                done.add("bind " + bind.name() + " is new");
            } else if (!before.equals(bind)) {
                if (!stopped.contains(bind.name())) {
                    leave(bind.name());
                    link.add(bind);
                }
                done.add("bind " + bind.name() + " is bound anew with its other settings");
            }
            known.put(bind.name(), bind);
        }
        for (var name : List.copyOf(known.keySet())) {
            if (!names.contains(name)) {
                if (!stopped.remove(name)) {
                    leave(name);
                }
                known.remove(name);
                done.add("bind " + name + " is gone");
            }
        }
        return done;
    }
}
