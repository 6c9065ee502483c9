package io.refcache.engine;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import io.refcache.RefCache;
import io.refcache.access.AccessDenialListener;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ActorResolver;
import io.refcache.access.ContextValues;
import io.refcache.access.PermissionChecker;
import io.refcache.access.Protection;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.PreviewSettings;
import io.refcache.store.Part;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CallerPatience;
import io.refcache.task.CallerReferences;
import io.refcache.task.CallObserver;
import io.refcache.task.CallerTransactions;
import io.refcache.task.ContextCapture;
import io.refcache.task.DelayScheduler;
import io.refcache.task.RunExecutor;
import io.refcache.task.TaskListener;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Builds an engine from the few things that it is made of.
 *
 * @since 0.1.0
 */
public final class RefCacheEngineBuilder {

	private final EngineSettings settings;

	private InstantSource clock = InstantSource.system();

	private Waiting waiting = new SystemTicker();

	private @Nullable DelayScheduler scheduler;

	private @Nullable ReferenceStore store;

	private @Nullable Function<String, RunExecutor> executors;

	private @Nullable Executor answers;

	private @Nullable Executor spares;

	private ContextCapture contexts = ContextCapture.NONE;

	private CallerTransactions transactions = CallerTransactions.NONE;

	private CallerPatience patience = CallerPatience.DECLARED;

	private CallerReferences references = CallerReferences.NONE;

	private List<TaskListener> listeners = List.of();

	private CallObserver observer = CallObserver.NONE;

	private List<ActorResolver> actors = List.of();

	private Map<String, AccessPolicy> policies = Map.of();

	private PermissionChecker permissions = PermissionChecker.create();

	private ContextValues contextValues = ContextValues.create();

	private List<AccessDenialListener> denials = List.of();

	private @Nullable PreviewGenerator previews;

	private @Nullable Supplier<@Nullable AgentCall> agentCalls;

	private final List<CachedMethodListener> methodListeners = new ArrayList<>();

	private PreviewSettings previewSettings = PreviewSettings.DEFAULTS;

	RefCacheEngineBuilder(EngineSettings settings) {
		this.settings = settings;
	}

	/**
	 * Where references live. Required.
	 * @param store the store
	 * @return this
	 */
	public RefCacheEngineBuilder store(ReferenceStore store) {
		this.store = store;
		return this;
	}

	/**
	 * What runs computations, by name. Required.
	 * @param executors finds an executor, or throws an exception that names it
	 * @return this
	 */
	public RefCacheEngineBuilder executors(Function<String, RunExecutor> executors) {
		this.executors = executors;
		return this;
	}

	/**
	 * The time of day. The default is the system's.
	 * @param clock the clock
	 * @return this
	 */
	public RefCacheEngineBuilder clock(InstantSource clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * How callers wait. The default is in real time.
	 * @param waiting the way to wait
	 * @return this
	 */
	public RefCacheEngineBuilder waiting(Waiting waiting) {
		this.waiting = waiting;
		return this;
	}

	/**
	 * What calls back later. The default is a thread of the engine's own.
	 * @param scheduler the scheduler
	 * @return this
	 */
	public RefCacheEngineBuilder scheduler(DelayScheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/**
	 * What completes the futures of callers that do not wait, with all that hangs on
	 * them. The default is threads of the engine's own, which also take what the given
	 * executor refuses.
	 * @param answers the executor
	 * @return this
	 */
	public RefCacheEngineBuilder answers(Executor answers) {
		this.answers = answers;
		return this;
	}

	/**
	 * What starts queued computations that another computation waits for. The default is
	 * threads of the engine's own, as many as are needed at a time.
	 * @param spares the executor
	 * @return this
	 */
	public RefCacheEngineBuilder spares(Executor spares) {
		this.spares = spares;
		return this;
	}

	/**
	 * What takes the context of callers along to the threads of runs. The default takes
	 * nothing.
	 * @param contexts captures contexts
	 * @return this
	 */
	public RefCacheEngineBuilder contexts(ContextCapture contexts) {
		this.contexts = contexts;
		return this;
	}

	/**
	 * What is known of the transactions of callers. The default knows of none.
	 * @param transactions the transactions
	 * @return this
	 */
	public RefCacheEngineBuilder transactions(CallerTransactions transactions) {
		this.transactions = transactions;
		return this;
	}

	/**
	 * How long callers want to wait. The default is what the methods say.
	 * @param patience the patience
	 * @return this
	 */
	public RefCacheEngineBuilder patience(CallerPatience patience) {
		this.patience = patience;
		return this;
	}

	/**
	 * What references callers come back with. The default is none.
	 * @param references the references
	 * @return this
	 */
	public RefCacheEngineBuilder references(CallerReferences references) {
		this.references = references;
		return this;
	}

	/**
	 * Who is told what becomes of runs. The default is nobody.
	 * @param listeners the listeners, in the order in which they are told
	 * @return this
	 */
	public RefCacheEngineBuilder listeners(List<TaskListener> listeners) {
		this.listeners = List.copyOf(listeners);
		return this;
	}

	/**
	 * What follows calls that find no value. The default follows none.
	 * @param observer the observer
	 * @return this
	 */
	public RefCacheEngineBuilder observer(CallObserver observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * What tells who calls. The default knows nobody: every caller is the application.
	 * @param actors the resolvers, in the order in which they are asked
	 * @return this
	 */
	public RefCacheEngineBuilder actors(List<ActorResolver> actors) {
		this.actors = List.copyOf(actors);
		return this;
	}

	/**
	 * The access policies by name, besides {@value Protection#DEFAULT_POLICY}, which is
	 * {@link AccessPolicy#DEFAULT} unless it is among them.
	 * @param policies the policies
	 * @return this
	 */
	public RefCacheEngineBuilder policies(Map<String, AccessPolicy> policies) {
		this.policies = Map.copyOf(policies);
		return this;
	}

	/**
	 * What applies policies. The default does as they say.
	 * @param permissions the checker
	 * @return this
	 */
	public RefCacheEngineBuilder permissions(PermissionChecker permissions) {
		this.permissions = permissions;
		return this;
	}

	/**
	 * What placeholders in namespaces stand for. The default are the actor's own values.
	 * @param contextValues the values
	 * @return this
	 */
	public RefCacheEngineBuilder contextValues(ContextValues contextValues) {
		this.contextValues = contextValues;
		return this;
	}

	/**
	 * Who is told of refusals. The default is nobody.
	 * @param denials the listeners
	 * @return this
	 */
	public RefCacheEngineBuilder denials(List<AccessDenialListener> denials) {
		this.denials = List.copyOf(denials);
		return this;
	}

	/**
	 * What shows large values in part. The default is nothing: all values travel whole.
	 * @param previews looks at values; {@code null} for nothing
	 * @param settings what readers get who ask for nothing else
	 * @return this
	 */
	public RefCacheEngineBuilder previews(@Nullable PreviewGenerator previews, PreviewSettings settings) {
		this.previews = previews;
		this.previewSettings = settings;
		return this;
	}

	/**
	 * What agents ask for. The default is nothing.
	 * @param agentCalls tells what an agent has asked for on the current thread
	 * @return this
	 */
	public RefCacheEngineBuilder agentCalls(Supplier<@Nullable AgentCall> agentCalls) {
		this.agentCalls = agentCalls;
		return this;
	}

	/**
	 * Adds somebody who wants to know of cached methods.
	 * @param listener told of each
	 * @return this
	 */
	public RefCacheEngineBuilder methodListener(CachedMethodListener listener) {
		this.methodListeners.add(listener);
		return this;
	}

	/**
	 * Builds the engine of an application that has switched refcache off. It needs
	 * neither store nor executors, and starts no thread.
	 * @return an engine whose cache computes and stores nothing
	 */
	public RefCacheEngine buildPassThrough() {
		RefCache refCache = new PassThroughRefCache(new IdSource(this.settings.name()),
				this.settings.defaultNamespace(), this.clock);
		TaskViews views = new TaskViews(new Replays(), (id) -> null);
		Nesting nesting = new Nesting(this.waiting, Runnable::run);
		Admission admission = new Admission(accessControl(), new Actors(this.actors, nesting),
				new Responses(views, this.clock, new Previews(null, this.previewSettings)));
		return new RefCacheEngine(this.settings, null, null, admission, null, new NoTasks(), refCache, new Flights(),
				new Gets(), null, this.waiting, null, this.methodListeners);
	}

	/**
	 * Builds the engine.
	 * @return a new engine
	 */
	public RefCacheEngine build() {
		if (this.store == null || this.executors == null) {
			throw new IllegalStateException("'store' and 'executors' must be set");
		}
		ReferenceStore store = this.store;
		OwnThreads threads = new OwnThreads();
		Timing timing = new Timing(this.waiting, (this.scheduler != null) ? this.scheduler : threads.scheduler());
		Executor answers = threads.answers(this.answers);
		IdSource ids = new IdSource(this.settings.name());
		Flights flights = new Flights();
		Replays replays = new Replays();
		this.store.subscribe(replays);
		TaskViews views = new TaskViews(replays, (id) -> store.find(id, Part.HEAD));
		Watches watches = new Watches();
		this.store.subscribe(watches);
		TaskEvents events = new TaskEvents(this.listeners, views, watches);
		LiveTasks tasks = new LiveTasks(this.settings, events, new Rejections(this.clock));
		Endings endings = new Endings(flights, tasks, replays, events);
		RunSteps steps = new RunSteps(this.store, tasks, endings, new TaskErrors(ids), events, ids, this.settings);
		Nesting nesting = new Nesting(timing, (this.spares != null) ? this.spares : threads.spares());
		Transactions transactions = new Transactions(this.transactions, steps);
		Runs runs = new Runs(new Run.Parts(steps, timing, nesting, transactions, answers), ids, this.executors);
		Cleanup cleanup = new Cleanup(this.store, events, this.settings.cleanupInterval(), timing, this.clock, answers);
		Followers followers = new Followers(this.store, tasks, ids, this.settings);
		Gets gets = new Gets();
		Launcher launcher = new Launcher(this.store, gets, flights, tasks, runs, steps, followers, events, ids.node(),
				cleanup::start);
		ManualRetries retries = new ManualRetries(this.store, tasks, replays, runs, steps, events, cleanup::start);
		DefaultTaskRegistry registry = new DefaultTaskRegistry(this.settings, this.store, tasks, steps, retries,
				cleanup, views, watches);
		Responses responses = new Responses(views, this.clock, new Previews(this.previews, this.previewSettings));
		Waits waits = new Waits(nesting, transactions, timing, this.patience, this.settings.maxWait());
		Admission admission = new Admission(accessControl(), new Actors(this.actors, nesting), responses);
		SingleFlight singleFlight = new SingleFlight(this.store, gets, flights, launcher);
		Promises promises = new Promises(this.settings.name(), this.store, this.references, this.clock);
		CallPath path = new CallPath(this.store, promises, gets, singleFlight, admission, responses, steps, waits,
				transactions, timing, this.contexts, answers, GuardedObserver.of(this.observer));
		InputSource inputs = new InputSource(this.settings.name(), this.store, tasks, transactions);
		InputCalls inputCalls = new InputCalls(path, singleFlight, admission, inputs, followers, steps, waits, timing,
				this.settings.maxWait());
		Evictions evictions = new Evictions(this.store, this.transactions, admission::isAgent);
		RefCache refCache = new DefaultRefCache(this.settings, this.store, path, registry, responses, ids, admission,
				evictions, admission::actor);
		EngineLifecycle lifecycle = new EngineLifecycle(tasks, cleanup, new Drain(tasks, steps, timing), threads);
		return new RefCacheEngine(this.settings, path, inputCalls, admission, evictions, registry, refCache, flights,
				gets, lifecycle, timing, this.agentCalls, this.methodListeners);
	}

	private AccessControl accessControl() {
		Map<String, AccessPolicy> all = new HashMap<>(Map.of(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT));
		all.putAll(this.policies);
		return new AccessControl(all, this.permissions, this.contextValues, this.denials);
	}

}
