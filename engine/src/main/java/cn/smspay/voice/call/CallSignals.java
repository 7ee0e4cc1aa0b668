package cn.smspay.voice.call;

import cn.smspay.voice.rtp.OurSdp;
import cn.smspay.voice.rtp.Sdp;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What signalling tells a call, from any thread: it only queues for the loop of the call. */
final class CallSignals implements Leg.Listener {
    private final Call call;
    private final Consumer<Runnable> loop;
    private final Supplier<OurSdp> ours;

    /** @param ours our own description, a new version each time */
    CallSignals(Call call, Consumer<Runnable> loop, Supplier<OurSdp> ours) {
        this.call = call;
        this.loop = loop;
        this.ours = ours;
    }

    @Override
    public void acknowledged(Optional<Sdp> answer) {
        loop.accept(() -> call.acknowledged(answer));
    }

    @Override
    public String redescribed(Optional<Sdp> offer) {
        offer.ifPresent(sdp -> loop.accept(() -> call.redescribed(sdp)));
        var description = ours.get();
        return offer.map(description::answer).orElseGet(description::offer);
    }

    @Override
    public void key(OptionalInt key) {
        loop.accept(() -> call.signalled(key));
    }

    @Override
    public void gone(CallResult why) {
        loop.accept(() -> call.gone(why));
    }
}
