package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first message in each direction, inside TLS, big-endian. Initiator: magic, version (int),
 * session id (16 bytes), from, to (bytes), kind (byte length, UTF-8), hello (int length). Acceptor:
 * magic, version, 1 to accept or 0 to refuse with code (byte length) and message (short length).
 */
final class Handshake {
  /** Version of handshake and frames; parties of different versions do not talk. */
  static final int VERSION = 1;

  private static final int MAGIC = 0x534c5331; // "SLS1"
  private static final int MAX_CODE = 64;
  private static final int MAX_MESSAGE = 1024;
  private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1," + MAX_CODE + "}");

  private Handshake() {}

  static void writeHello(OutputStream to, SessionHello h, int version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] kind = h.kind().getBytes(StandardCharsets.UTF_8);
    out.writeInt(MAGIC);
    out.writeInt(version);
    out.writeLong(h.session().getMostSignificantBits());
    out.writeLong(h.session().getLeastSignificantBits());
    out.writeByte(h.from());
    out.writeByte(h.to());
    out.writeByte(kind.length);
    out.write(kind);
    out.writeInt(h.hello().length);
    out.write(h.hello());
    to.write(bytes.toByteArray());
    to.flush();
  }

  /** Reads and checks an initiator's first message; PROTOCOL errors say what is wrong with it. */
  static SessionHello readHello(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    readVersion(in, "the initiator");
    UUID session = new UUID(in.readLong(), in.readLong());
    int initiator = in.readUnsignedByte();
    int acceptor = in.readUnsignedByte();
    byte[] kind = in.readNBytes(limited(in.readUnsignedByte(), SessionHello.MAX_KIND, "kind"));
    byte[] hello = new byte[limited(in.readInt(), SessionHello.MAX_HELLO, "hello")];
    in.readFully(hello);
    if (kind.length == 0 || initiator == 0 || acceptor == 0) {
      throw LensException.protocol("bad-hello", "the hello has no kind or no party numbers");
    }
    String text = new String(kind, StandardCharsets.UTF_8);
    return new SessionHello(session, initiator, acceptor, text, hello);
  }

  /** Writes the acceptor's answer; {@code refusal} is null to accept. */
  static void writeAnswer(OutputStream to, @Nullable LensException refusal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeByte(refusal == null ? 1 : 0);
    if (refusal != null) {
      byte[] code = refusal.code().getBytes(StandardCharsets.UTF_8);
      byte[] text = String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.UTF_8);
      out.writeByte(Math.min(code.length, MAX_CODE));
      out.write(code, 0, Math.min(code.length, MAX_CODE));
      out.writeShort(Math.min(text.length, MAX_MESSAGE));
      out.write(text, 0, Math.min(text.length, MAX_MESSAGE));
    }
    to.write(bytes.toByteArray());
    to.flush();
  }

  /** Returns if {@code peer} accepted; a refusal is thrown as the PROTOCOL error that it names. */
  static void readAnswer(InputStream from, String peer) throws IOException {
    DataInputStream in = new DataInputStream(from);
    readVersion(in, peer);
    if (in.readUnsignedByte() == 1) {
      return;
    }
    byte[] code = new byte[limited(in.readUnsignedByte(), MAX_CODE, "code")];
    in.readFully(code);
    byte[] text = new byte[limited(in.readUnsignedShort(), MAX_MESSAGE, "message")];
    in.readFully(text);
    String name = new String(code, StandardCharsets.UTF_8);
    throw LensException.protocol(
        CODE.matcher(name).matches() ? name : "session-refused",
        peer + " refused the session: " + new String(text, StandardCharsets.UTF_8));
  }

  private static void readVersion(DataInputStream in, String peer) throws IOException {
    if (in.readInt() != MAGIC) {
      throw LensException.protocol("bad-hello", peer + " does not speak the party protocol");
    }
    int version = in.readInt();
    if (version != VERSION) {
      String text = peer + " speaks protocol version " + version + ", this node " + VERSION;
      throw LensException.protocol("protocol-version", text);
    }
  }

  private static int limited(int length, int limit, String what) {
    if (length < 0 || length > limit) {
      String text = what + " of " + length + " bytes, at most " + limit + " may come";
      throw LensException.protocol("bad-hello", text);
    }
    return length;
  }
}
