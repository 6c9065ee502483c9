package io.refcache.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

import io.refcache.Actor;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CallerTransactions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets keys of operations lead nowhere, so that the next call computes anew. What was
 * handed out before still resolves, and what runs goes on for those who wait.
 * <p>
 * Within a transaction that may write, the keys are evicted again once it is committed:
 * until then others compute from what it has not changed for them.
 */
final class Evictions {

	private static final Log logger = LogFactory.getLog(Evictions.class);

	private final ReferenceStore store;

	private final CallerTransactions transactions;

	private final Map<String, List<Evictable>> operations = new ConcurrentHashMap<>();

	Evictions(ReferenceStore store, CallerTransactions transactions) {
		this.store = store;
		this.transactions = transactions;
	}

	/**
	 * Notes an operation, by its name.
	 */
	void register(CallSpec spec, OperationKeys keys) {
		this.operations.computeIfAbsent(spec.operation().name(), (name) -> new CopyOnWriteArrayList<>())
			.add(new Evictable(spec, keys));
	}

	/**
	 * Where an operation keeps what an actor computes with it.
	 * @throws io.refcache.MissingContextValueException if more must be known of the actor
	 * @throws IllegalArgumentException if there is no such operation
	 */
	Protection place(String name, Actor actor) {
		return find(name).get(0).spec().access().of(name, actor);
	}

	/**
	 * Evicts what a call with these arguments would hit.
	 * @return whether there was anything
	 */
	boolean evict(String name, Protection place, @Nullable Object[] arguments) {
		List<CacheKey> keys = find(name).stream()
			.flatMap((operation) -> operation.keys().of(place, arguments).stream())
			.toList();
		return evict(keys);
	}

	boolean evict(List<CacheKey> keys) {
		return nowAndAfterCommit(() -> (int) keys.stream().filter((key) -> this.store.detach(key, null)).count()) > 0;
	}

	/**
	 * Evicts all that an operation has computed.
	 * @param namespace the namespace; {@code null} for all
	 * @return how many entries there were
	 */
	int evictAll(String name, @Nullable String namespace) {
		find(name);
		return nowAndAfterCommit(() -> this.store.detachAll(name, namespace));
	}

	private int nowAndAfterCommit(IntSupplier eviction) {
		int evicted = eviction.getAsInt();
		if (this.transactions.current() != null && this.transactions.isWriting()) {
			this.transactions.onCommit(() -> evictAfterCommit(eviction));
		}
		return evicted;
	}

	private static void evictAfterCommit(IntSupplier eviction) {
		try {
			eviction.getAsInt();
		}
		catch (RuntimeException ex) {
			logger.warn("What a transaction has changed could not be evicted after its commit", ex);
		}
	}

	private List<Evictable> find(String name) {
		List<Evictable> found = this.operations.get(name);
		if (found == null) {
			throw new IllegalArgumentException("There is no @RefCached method named '%s'; there are %s".formatted(name,
					new TreeSet<>(this.operations.keySet())));
		}
		return found;
	}

	private record Evictable(CallSpec spec, OperationKeys keys) {

	}

}
