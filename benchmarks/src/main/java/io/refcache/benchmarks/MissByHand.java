package io.refcache.benchmarks;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What no miss of this design can do without: an id that nobody can guess, a place where
 * equal calls meet, a record that is found by its id while the body runs, and a cache of
 * bounded size by key and by id.
 */
final class MissByHand {

	private static final int MAX_ENTRIES = 10_000;

	private final SecureRandom random = new SecureRandom();

	private final ConcurrentMap<Object, CompletableFuture<Object>> flights = new ConcurrentHashMap<>();

	private final ConcurrentMap<Id, Entry> running = new ConcurrentHashMap<>();

	private final ConcurrentMap<Object, Entry> keys = new ConcurrentHashMap<>();

	private final Cache<Id, Entry> ended = Caffeine.newBuilder()
		.maximumSize(MAX_ENTRIES)
		.executor(Runnable::run)
		.evictionListener((id, entry, cause) -> {
			if (entry instanceof Entry evicted) {
				this.keys.remove(evicted.key());
			}
		})
		.build();

	Object call(Long key) {
		Entry known = this.keys.get(key);
		if (known != null && known.value() != null) {
			return known.value();
		}
		CompletableFuture<Object> flight = new CompletableFuture<>();
		CompletableFuture<Object> other = this.flights.putIfAbsent(key, flight);
		if (other != null) {
			return other.join();
		}
		byte[] bytes = new byte[16];
		this.random.nextBytes(bytes);
		Id id = Id.of(bytes);
		Entry begun = new Entry(id, key, null, System.currentTimeMillis());
		this.running.put(id, begun);
		this.keys.put(key, begun);
		Object value = "value";
		Entry complete = new Entry(id, key, value, System.currentTimeMillis());
		this.keys.put(key, complete);
		this.ended.put(id, complete);
		this.running.remove(id);
		this.flights.remove(key, flight);
		flight.complete(value);
		return value;
	}

	private record Id(long high, long low) {

		static Id of(byte[] bytes) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			return new Id(buffer.getLong(), buffer.getLong());
		}

	}

	private record Entry(Id id, Object key, @Nullable Object value, long since) {

	}

}
