package io.refcache.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.refcache.store.RefId;

/**
 * The one source of random ids and tokens.
 */
final class IdSource {

	private final String name;

	private final SecureRandom random = new SecureRandom();

	private final String node;

	IdSource(String name) {
		this.name = name;
		this.node = HexFormat.of().toHexDigits(this.random.nextLong());
	}

	/**
	 * The id of this node, new for each start.
	 */
	String node() {
		return this.node;
	}

	Ids next() {
		byte[] bytes = new byte[24];
		this.random.nextBytes(bytes);
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new Ids(new RefId(this.name, buffer.getLong(), buffer.getLong()), buffer.getLong());
	}

	/**
	 * The token of another run.
	 */
	long token() {
		return this.random.nextLong();
	}

	String errorId() {
		return HexFormat.of().toHexDigits(this.random.nextInt());
	}

	/**
	 * The id of a reference with the token of its first run.
	 */
	record Ids(RefId refId, long run) {

	}

}
