package org.batuta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** What the rest of the world's name servers say, for all tests of this JVM: nothing, but for what a test says. */
public class World implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<Name, Record> SAID = new ConcurrentHashMap<>();
    private static final DatagramSocket SOCKET = start();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("batuta.resolver.host=127.0.0.1", "batuta.resolver.port=" + SOCKET.getLocalPort())
                .applyTo(context);
    }

    /** From now on this host takes the mail of the domain. */
    public static void sendsMail(String domain, String host) {
        SAID.put(name(domain), new MXRecord(name(domain), DClass.IN, 60, 10, name(host)));
    }

    /** From now on this host serves the domain. */
    public static void isServed(String domain, String host) {
        SAID.put(name(domain), new NSRecord(name(domain), DClass.IN, 60, name(host)));
    }

    private static Name name(String domain) {
        return Name.fromConstantString(domain + ".");
    }

    private static DatagramSocket start() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread answering = new Thread(() -> answer(socket), "world");
            answering.setDaemon(true);
            answering.start();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        while (!socket.isClosed()) {
            try {
                packet.setLength(512);
                socket.receive(packet);
                byte[] said = said(new Message(Arrays.copyOf(packet.getData(), packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(said, said.length, packet.getSocketAddress()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Message said(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        Record said = SAID.get(question.getName());
        if (said == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else if (said.getType() == question.getType()) {
            answer.addRecord(said, Section.ANSWER);
        }
        return answer;
    }
}
