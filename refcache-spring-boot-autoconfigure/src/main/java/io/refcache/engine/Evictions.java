package io.refcache.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

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

	private final Predicate<Caller> agents;

	private final Map<String, List<Evictable>> operations = new ConcurrentHashMap<>();

	/**
	 * Evictions.
	 * @param store where the keys are
	 * @param transactions knows whether the calling thread may not have committed yet
	 * @param agents whether an agent calls
	 */
	Evictions(ReferenceStore store, CallerTransactions transactions, Predicate<Caller> agents) {
		this.store = store;
		this.transactions = transactions;
		this.agents = agents;
	}

	/**
	 * Notes an operation, by its name.
	 */
	void register(CallSpec spec, OperationKeys keys) {
		this.operations.computeIfAbsent(spec.operation().name(), (name) -> new CopyOnWriteArrayList<>())
			.add(new Evictable(spec, keys));
	}

	/**
	 * An actor as one who evicts results of an operation.
	 * @throws io.refcache.MissingContextValueException if more must be known of the actor
	 * @throws IllegalArgumentException if there is no such operation
	 */
	Evictor evictor(String name, Actor actor) {
		Protection place = find(name).get(0).spec().access().of(name, actor);
		return new Evictor(actor, place, this.agents.test(new Caller(actor, place)));
	}

	/**
	 * The keys that calls with these arguments have.
	 */
	List<CacheKey> keys(String name, Evictor evictor, @Nullable Object[] arguments) {
		return find(name).stream().flatMap((operation) -> operation.keys().of(evictor, arguments).stream()).toList();
	}

	/**
	 * Evicts what calls would hit.
	 * @return whether there was anything
	 */
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
