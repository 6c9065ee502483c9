package io.refcache.engine;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import io.refcache.Actor;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.TaskRegistry;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one application: the same for annotated methods, for the {@link RefCache}
 * bean, and for code without Spring.
 *
 * @since 0.1.0
 */
public final class RefCacheEngine implements AutoCloseable {

	private final EngineSettings settings;

	private final @Nullable CallPath path;

	private final @Nullable InputCalls inputs;

	private final Admission admission;

	private final @Nullable Evictions evictions;

	private final TaskRegistry tasks;

	private final RefCache refCache;

	private final Flights flights;

	private final Gets gets;

	private final @Nullable EngineLifecycle lifecycle;

	private final Waiting waiting;

	private final @Nullable Supplier<@Nullable AgentCall> agentCalls;

	private final List<CachedMethodListener> methodListeners;

	RefCacheEngine(EngineSettings settings, @Nullable CallPath path, @Nullable InputCalls inputs, Admission admission,
			@Nullable Evictions evictions, TaskRegistry tasks, RefCache refCache, Flights flights, Gets gets,
			@Nullable EngineLifecycle lifecycle, Waiting waiting, @Nullable Supplier<@Nullable AgentCall> agentCalls,
			List<CachedMethodListener> methodListeners) {
		this.settings = settings;
		this.path = path;
		this.inputs = inputs;
		this.admission = admission;
		this.evictions = evictions;
		this.tasks = tasks;
		this.refCache = refCache;
		this.flights = flights;
		this.gets = gets;
		this.lifecycle = lifecycle;
		this.waiting = waiting;
		this.agentCalls = agentCalls;
		this.methodListeners = List.copyOf(methodListeners);
	}

	/**
	 * Starts to build an engine.
	 * @param settings what it is told once
	 * @return a new builder
	 */
	public static RefCacheEngineBuilder builder(EngineSettings settings) {
		return new RefCacheEngineBuilder(settings);
	}

	public EngineSettings settings() {
		return this.settings;
	}

	/**
	 * Whether anything is cached; if not, calls run plainly.
	 * @return whether the engine is on
	 */
	public boolean isEnabled() {
		return this.path != null;
	}

	public RefCache refCache() {
		return this.refCache;
	}

	public TaskRegistry tasks() {
		return this.tasks;
	}

	/**
	 * What waits, and measures time.
	 * @return the waiting
	 */
	public Waiting waiting() {
		return this.waiting;
	}

	/**
	 * What an agent has asked for on this thread.
	 * @return the call; {@code null} if no agent has
	 */
	public @Nullable AgentCall agentCall() {
		return (this.agentCalls != null) ? this.agentCalls.get() : null;
	}

	/**
	 * Number of keys that callers of this node meet at right now.
	 * @return the number
	 */
	public int flights() {
		return this.flights.size();
	}

	/**
	 * How many calls found something under their key, or did not. A call that has to
	 * start over is counted again, and one that waits for references is counted once more
	 * when it has their values.
	 * @param result what was found
	 * @return the number
	 */
	public long gets(GetResult result) {
		return this.gets.count(result);
	}

	/**
	 * Rules of access, for the specification of a method.
	 * @param policy the name of a policy; {@code null} or empty for the default one
	 * @param namespace the namespace, which may hold placeholders; {@code null} or empty
	 * for the default one
	 * @param owner the owner, which may hold placeholders; {@code null} or empty for none
	 * @param sessionScoped whether an entry is for the session that it was made in alone
	 * @return the rules
	 * @throws io.refcache.RefCacheConfigurationException if they cannot be applied
	 */
	public AccessRules access(@Nullable String policy, @Nullable String namespace, @Nullable String owner,
			boolean sessionScoped) {
		return this.admission.rules(policy,
				(namespace != null && !namespace.isEmpty()) ? namespace : this.settings.defaultNamespace(), owner,
				sessionScoped);
	}

	/**
	 * Who acts on this thread.
	 * @return the actor
	 */
	public Actor actor() {
		return this.admission.actor();
	}

	/**
	 * Who calls on this thread, and what guards what such a call is answered with.
	 * @param spec what is called
	 * @return the caller
	 * @throws io.refcache.MissingContextValueException if more must be known of it
	 */
	public Caller caller(CallSpec spec) {
		return this.admission.caller(spec);
	}

	/**
	 * Looks for a value that a call is answered with, and that its caller may read. That
	 * is the short way of most calls; whatever else there is takes the whole way of a
	 * {@link #call}.
	 * @param spec what all calls of the method have in common
	 * @param caller who calls, as {@link #caller} tells
	 * @param key the key, in the namespace and scope of the caller
	 * @return a complete record; {@code null} if there is none for this caller
	 */
	public @Nullable ReferenceRecord hit(CallSpec spec, Caller caller, CacheKey key) {
		return path().hit(spec, caller, key);
	}

	/**
	 * The answer to a call that names its reference.
	 * @param hit what a {@link #hit} has found
	 * @return the value, or a preview of it
	 */
	public RefResponse<?> response(ReferenceRecord hit) {
		return path().response(hit);
	}

	/**
	 * Calls, and waits up to the timeout of the specification.
	 * @param spec what all calls of the method have in common
	 * @param caller who calls, as {@link #caller} tells
	 * @param key the key, in the namespace and scope of the caller; its arrays may be
	 * changed after the call
	 * @param work the body
	 * @return the value or the state of the task
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	public RefResponse<?> call(CallSpec spec, Caller caller, CacheKey key, Work work) throws Throwable {
		return path().call(new Request(spec, caller, key, work));
	}

	/**
	 * Calls without waiting.
	 * @param spec what all calls of the method have in common
	 * @param caller who calls, as {@link #caller} tells
	 * @param key the key, in the namespace and scope of the caller; its arrays may be
	 * changed after the call
	 * @param work the body
	 * @return a future of the caller's own, completed with what {@link #call} returns or
	 * throws
	 */
	public CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, Caller caller, CacheKey key, Work work) {
		return path().callAsync(new Request(spec, caller, key, work));
	}

	/**
	 * Calls what is open to all, and waits up to the timeout of the specification.
	 * @param spec what all calls of the method have in common
	 * @param key the key; its arrays may be changed after the call
	 * @param work the body
	 * @return the value or the state of the task
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	public RefResponse<?> call(CallSpec spec, CacheKey key, Work work) throws Throwable {
		return path().call(new Request(spec, caller(spec), key, work));
	}

	/**
	 * Whether an LLM agent makes a call, and no computation does: all that it can pass is
	 * text, so that any text of its may be a reference.
	 * @param caller who calls
	 * @return whether texts among the arguments may be references
	 */
	public boolean isCalledByAgent(Caller caller) {
		return this.admission.isAgent(caller);
	}

	/**
	 * Calls with arguments that may hold references, and waits up to the timeout of the
	 * specification.
	 * @param spec what all calls of the method have in common
	 * @param caller who calls, as {@link #caller} tells
	 * @param inputs the arguments
	 * @return the value or the state of the task
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	public RefResponse<?> call(CallSpec spec, Caller caller, Inputs inputs) throws Throwable {
		return inputs().call(spec, caller, inputs);
	}

	/**
	 * Calls with arguments that may hold references, without waiting.
	 * @param spec what all calls of the method have in common
	 * @param caller who calls, as {@link #caller} tells
	 * @param inputs the arguments
	 * @return a future of the caller's own, completed with what a call returns or throws
	 */
	public CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, Caller caller, Inputs inputs) {
		return inputs().callAsync(spec, caller, inputs);
	}

	/**
	 * Replaces references by the values that they have now, whoever may see these: for
	 * keys, which show nothing.
	 * @param evictor whose arguments they are: what his own values name is replaced too
	 * @param arguments replaces those among arguments
	 * @return the arguments without references
	 * @throws io.refcache.ReferenceWithoutValueException if one has not ended, or ended
	 * without a value
	 * @throws io.refcache.InvalidReferenceException if one leads nowhere
	 */
	public @Nullable Object[] resolveNow(Evictor evictor, Function<ArgumentResolver, @Nullable Object[]> arguments) {
		return inputs().resolveNow(evictor.actor(), arguments);
	}

	/**
	 * Whether calls with the key of a reference are answered by it, and will be for some
	 * time. A caller who comes back later should bring the reference along
	 * ({@link io.refcache.task.CallerReferences}).
	 * @param refId the reference
	 * @param time for how long
	 * @return whether they are, unless it is evicted meanwhile
	 */
	public boolean isFresh(String refId, Duration time) {
		return path().isFresh(refId, time);
	}

	private InputCalls inputs() {
		return on(this.inputs);
	}

	/**
	 * Makes an operation known by its name, so that its results can be evicted.
	 * @param method the method that it is, as the class of the bean declares it
	 * @param spec what all calls of it have in common
	 * @param keys its keys
	 * @throws io.refcache.RefCacheConfigurationException if a listener refuses it
	 */
	public void register(Method method, CallSpec spec, OperationKeys keys) {
		this.methodListeners.forEach((listener) -> listener.registered(method, spec));
		if (this.evictions != null) {
			this.evictions.register(spec, keys);
		}
	}

	/**
	 * The current actor as one who evicts results of an operation.
	 * @param operation the name of the operation
	 * @return who evicts
	 * @throws io.refcache.MissingContextValueException if more must be known of the actor
	 * @throws IllegalArgumentException if there is no such operation
	 */
	public Evictor evictor(String operation) {
		return evictions().evictor(operation, this.admission.actor());
	}

	/**
	 * Where results are by other rules than those of an operation.
	 * @param operation the name of the operation, for the message
	 * @param rules the rules
	 * @return what guards them
	 * @throws io.refcache.MissingContextValueException if more must be known of the actor
	 */
	public Protection place(String operation, AccessRules rules) {
		return rules.of(operation, this.admission.actor());
	}

	/**
	 * The keys of what calls would hit.
	 * @param operation the name of the operation
	 * @param evictor whose calls they are
	 * @param arguments what {@link OperationKeys} make the keys of
	 * @return the keys
	 * @throws IllegalArgumentException if there is no such operation, or it takes other
	 * arguments
	 */
	public List<CacheKey> keys(String operation, Evictor evictor, @Nullable Object[] arguments) {
		return evictions().keys(operation, evictor, arguments);
	}

	/**
	 * Evicts what calls would hit. Inside a transaction it is evicted again after the
	 * commit.
	 * @param keys the keys of the calls
	 * @return whether there was anything
	 */
	public boolean evict(List<CacheKey> keys) {
		return evictions().evict(keys);
	}

	/**
	 * Evicts all results of an operation. Inside a transaction they are evicted again
	 * after the commit.
	 * @param operation the name of the operation
	 * @param namespace the namespace; {@code null} for all
	 * @return how many there were
	 * @throws IllegalArgumentException if there is no such operation
	 */
	public int evictAll(String operation, @Nullable String namespace) {
		return evictions().evictAll(operation, namespace);
	}

	private CallPath path() {
		return on(this.path);
	}

	private Evictions evictions() {
		return on(this.evictions);
	}

	private static <T> T on(@Nullable T part) {
		if (part == null) {
			throw new IllegalStateException("refcache is off");
		}
		return part;
	}

	/**
	 * Takes tasks again after a {@link #stop}. A new engine takes them already.
	 */
	public void start() {
		if (this.lifecycle != null) {
			this.lifecycle.start();
		}
	}

	/**
	 * Takes no more tasks, drops those that have not started, and waits for the others.
	 * What has not ended then has failed, "interrupted by shutdown". What is in the cache
	 * is still served, and bodies still run on their callers' threads.
	 * @param timeout how long to wait
	 */
	public void stop(Duration timeout) {
		if (this.lifecycle != null) {
			this.lifecycle.stop(timeout);
		}
	}

	/**
	 * Ends what still runs, and the engine's own threads.
	 */
	@Override
	public void close() {
		if (this.lifecycle != null) {
			this.lifecycle.close();
		}
	}

}
