package cn.smspay.outside.simulator;

import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.UnreadablePdu;
import cn.smspay.sms.smpp.ErrorResponses;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of an ESME to the simulated SMSC. Lives on the channel's thread, but for {@link #enqueue}. */
final class SmscSession extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SmscSession.class);

    private final SmscSimulator smsc;
    private final int window;
    private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();
    private final IntObjectHashMap<Delivery> unanswered = new IntObjectHashMap<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile @Nullable ChannelHandlerContext context;
    private final List<Pdu> held = new ArrayList<>();
    private String systemId = "";
    private boolean bound;
    private int lastSequence;

    SmscSession(SmscSimulator smsc, int window) {
        this.smsc = smsc;
        this.window = window;
    }

    /** Any thread. */
    void enqueue(Delivery delivery) {
        queue.add(delivery);
        wake();
    }

    void wake() {
        if (awake.compareAndSet(false, true)) {
            context().executor().execute(() -> {
                awake.set(false);
                pump();
                context().flush();
            });
        }
    }

    /** Sends the answers that were kept back. */
    void releaseAnswers() {
        context().executor().execute(() -> {
            held.forEach(this::send);
            held.clear();
            context().flush();
        });
    }

    void unbind() {
        var request = new Unbind();
        request.setSequenceNumber(Integer.MAX_VALUE);
        context().writeAndFlush(request);
    }

    void disconnect() {
        context().close();
    }

    void stopReading(boolean stop) {
        context().channel().config().setAutoRead(!stop);
    }

    void writeRaw(byte[] octets) {
        context().writeAndFlush(Unpooled.wrappedBuffer(octets));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        if (message instanceof DeliverSmResp response) {
            answered(response);
        } else if (message instanceof SubmitSm submit) {
            submitted(submit);
        } else if (message instanceof EnquireLink enquiry) {
            if (!smsc.faults().mutesEnquireLink()) {
                send(enquiry.createResponse());
            }
        } else if (message instanceof BaseBind<?> bind) {
            bind(bind);
        } else if (message instanceof Unbind unbind) {
            context().writeAndFlush(unbind.createResponse()).addListener(ChannelFutureListener.CLOSE);
        } else if (message instanceof PduRequest<?> request) {
            send(request.createGenericNack(CommandStatus.INVALID_COMMAND_ID));
        } else if (message instanceof UnreadablePdu unreadable && unreadable.isRequest()) {
            send(ErrorResponses.refusing(unreadable));
        } else if (message instanceof BrokenStream || message instanceof UnbindResp) {
            active.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext active) {
        pump();
        active.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext active) {
        if (active.channel().isWritable()) {
            wake();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        LOG.debug("simulated SMSC: {}", cause.toString());
        active.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        var left = new ArrayList<>(unanswered.values());
        unanswered.clear();
        left.sort(Comparator.comparingInt(delivery -> delivery.pdu().getSequenceNumber()));
        smsc.ended(this, left, unsent());
    }

    /** What has queued and was not sent. */
    List<Delivery> unsent() {
        var unsent = new ArrayList<Delivery>();
        Delivery next;
        while ((next = queue.poll()) != null) {
            unsent.add(next);
        }
        return unsent;
    }

    private void bind(BaseBind<?> bind) {
        int status = smsc.judge(bind);
        var response = bind.createResponse();
        response.setCommandStatus(status);
        if (status != CommandStatus.OK) {
            context().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        bound = true;
        systemId = bind.getSystemId();
        ((com.cloudhopper.smpp.pdu.BaseBindResp) response).setSystemId("SMSC");
        send(response);
        smsc.bound(this, !(bind instanceof BindTransmitter));
    }

    private void answered(DeliverSmResp response) {
        var delivery = unanswered.remove(response.getSequenceNumber());
        if (delivery != null) {
            smsc.answered(delivery, response.getCommandStatus());
        }
    }

    private void submitted(SubmitSm submit) {
        var faults = smsc.faults();
        if (!bound) {
            refuse(submit, CommandStatus.INCORRECT_BIND_STATE);
            return;
        }
        if (faults.closesNow()) {
            context().close();
            return;
        }
        int status = faults.submitStatus(SubmitReader.read(submit, "", systemId));
        if (status != CommandStatus.OK) {
            refuse(submit, status);
            return;
        }
        long id = smsc.nextMessageId();
        var response = submit.createResponse();
        response.setMessageId(faults.spellInResponse(id));
        Runnable receipt = smsc.take(SubmitReader.read(submit, response.getMessageId(), systemId), id);
        if (faults.sendsReceiptsFirst()) {
            receipt.run();
            pump();
        }
        if (faults.holdsAnswers()) {
            held.add(response);
        } else if (!faults.dropsAnswer()) {
            sendLater(response, faults.delayMillis());
        }
        if (!faults.sendsReceiptsFirst()) {
            receipt.run();
        }
    }

    private void refuse(SubmitSm submit, int status) {
        var response = submit.createResponse();
        response.setCommandStatus(status);
        send(response);
    }

    private void sendLater(Pdu response, int millis) {
        if (millis == 0) {
            send(response);
        } else {
            context().executor().schedule(() -> context().writeAndFlush(response), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void pump() {
        Delivery next;
        while (unanswered.size() < window && context().channel().isWritable() && (next = queue.poll()) != null) {
            lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
            var pdu = next.attempt(lastSequence);
            smsc.delivering(next);
            unanswered.put(lastSequence, next);
            send(pdu);
        }
    }

    private void send(Pdu pdu) {
        var active = context();
        active.write(pdu, active.voidPromise());
    }

    private ChannelHandlerContext context() {
        var known = context;
        if (known == null) {
            throw new IllegalStateException("used before it was added to a channel");
        }
        return known;
    }
}
