package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for refcache.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("refcache")
public class RefCacheProperties {

	/**
	 * Whether results are cached. If not, annotated methods run plainly, and the RefCache
	 * bean computes and stores nothing.
	 */
	private boolean enabled = true;

	/**
	 * Name of the cache, the first part of its references. Defaults to
	 * 'spring.application.name' with other characters than letters, digits, '_' and '-'
	 * replaced.
	 */
	private @Nullable String name;

	/**
	 * Namespace of methods and calls that name none.
	 */
	private String defaultNamespace = "public";

	/**
	 * How long a key hits, counted from the end of the run; 'never' for no expiry.
	 */
	private String defaultTtl = "1h";

	/**
	 * How long a thread waits for a run of another one before it is answered that the
	 * task is in progress, where no 'async-timeout' says so earlier.
	 */
	private Duration maxWait = Duration.ofMinutes(5);

	/**
	 * How large a value may be, as JSON, to be served whole to a reader who asks for all
	 * of it.
	 */
	private DataSize maxValueSize = DataSize.ofMegabytes(16);

	/**
	 * Access policies by name, which '@RefCached(policy)' refers to.
	 */
	private final Map<String, RefCachePolicyProperties> policies = new HashMap<>();

	/**
	 * Settings of single methods by the name of their operation, as in
	 * 'refcache.methods[Reports.build].ttl'.
	 */
	private final Map<String, Method> methods = new HashMap<>();

	@NestedConfigurationProperty
	private final RefCacheTaskProperties task = new RefCacheTaskProperties();

	@NestedConfigurationProperty
	private final RefCachePreviewProperties preview = new RefCachePreviewProperties();

	private final Store store = new Store();

	private final Memory memory = new Memory();

	private final Aop aop = new Aop();

	private final Web web = new Web();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	/**
	 * The name of the cache: the configured one, or what can be made of the
	 * application's.
	 * @param environment where the application has its name
	 * @return the name
	 */
	public String cacheName(Environment environment) {
		return CacheNames.choose(this.name, environment.getProperty("spring.application.name"));
	}

	public String getDefaultNamespace() {
		return this.defaultNamespace;
	}

	public void setDefaultNamespace(String defaultNamespace) {
		this.defaultNamespace = defaultNamespace;
	}

	public String getDefaultTtl() {
		return this.defaultTtl;
	}

	public void setDefaultTtl(String defaultTtl) {
		this.defaultTtl = defaultTtl;
	}

	public Duration getMaxWait() {
		return this.maxWait;
	}

	public void setMaxWait(Duration maxWait) {
		this.maxWait = Checks.positive(maxWait);
	}

	public DataSize getMaxValueSize() {
		return this.maxValueSize;
	}

	public void setMaxValueSize(DataSize maxValueSize) {
		this.maxValueSize = Checks.positive(maxValueSize);
	}

	public Map<String, RefCachePolicyProperties> getPolicies() {
		return this.policies;
	}

	public Map<String, Method> getMethods() {
		return this.methods;
	}

	public RefCacheTaskProperties getTask() {
		return this.task;
	}

	public RefCachePreviewProperties getPreview() {
		return this.preview;
	}

	public Store getStore() {
		return this.store;
	}

	public Memory getMemory() {
		return this.memory;
	}

	public Aop getAop() {
		return this.aop;
	}

	public Web getWeb() {
		return this.web;
	}

	/**
	 * Settings of one method. They win over its annotation.
	 */
	public static class Method {

		/**
		 * Whether the method's results are cached. If not, it runs plainly.
		 */
		private boolean enabled = true;

		/**
		 * How long the key hits, counted from the end of the run; 'never' for no expiry.
		 */
		private @Nullable String ttl;

		/**
		 * How long a caller waits before it gets the reference; '0s' for not at all,
		 * 'none' for a run on the caller's thread.
		 */
		private @Nullable String asyncTimeout;

		/**
		 * How long one attempt may run; 'none' for ever.
		 */
		private @Nullable String executionTimeout;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getTtl() {
			return this.ttl;
		}

		public void setTtl(@Nullable String ttl) {
			this.ttl = ttl;
		}

		public @Nullable String getAsyncTimeout() {
			return this.asyncTimeout;
		}

		public void setAsyncTimeout(@Nullable String asyncTimeout) {
			this.asyncTimeout = asyncTimeout;
		}

		public @Nullable String getExecutionTimeout() {
			return this.executionTimeout;
		}

		public void setExecutionTimeout(@Nullable String executionTimeout) {
			this.executionTimeout = executionTimeout;
		}

	}

	/**
	 * Where references live.
	 */
	public static class Store {

		/**
		 * Type of the store.
		 */
		private StoreType type = StoreType.MEMORY;

		public StoreType getType() {
			return this.type;
		}

		public void setType(StoreType type) {
			this.type = type;
		}

	}

	/**
	 * Types of stores.
	 */
	public enum StoreType {

		/**
		 * The memory of this JVM.
		 */
		MEMORY

	}

	/**
	 * The store in memory.
	 */
	public static class Memory {

		/**
		 * Number of results that are kept. References that were handed out and whose
		 * retention is not over do not count.
		 */
		private int maxEntries = 10_000;

		public int getMaxEntries() {
			return this.maxEntries;
		}

		public void setMaxEntries(int maxEntries) {
			this.maxEntries = Checks.atLeast(1, maxEntries);
		}

	}

	/**
	 * The advice around annotated methods.
	 */
	public static class Aop {

		/**
		 * Order of the advisor. The default is inside of method security, and outside of
		 * transactions and caching.
		 */
		private int order = Ordered.LOWEST_PRECEDENCE - 100;

		public int getOrder() {
			return this.order;
		}

		public void setOrder(int order) {
			this.order = order;
		}

	}

	/**
	 * The endpoint and the answers of controllers over HTTP.
	 */
	public static class Web {

		/**
		 * Whether references are served over HTTP.
		 */
		private boolean enabled = true;

		/**
		 * Path under which references are served.
		 */
		private String basePath = "/refcache";

		/**
		 * When the messages of exceptions are shown; otherwise their type and an error id
		 * that stands in the log.
		 */
		private IncludeMessage includeMessage = IncludeMessage.NEVER;

		/**
		 * Whether tasks may be cancelled, retried and deleted over HTTP. By default they
		 * may where Spring Security is there.
		 */
		private @Nullable Boolean changes;

		/**
		 * Longest time that a client may wait for the end of a task, by its 'Prefer'
		 * header.
		 */
		private Duration maxWait = Duration.ofSeconds(30);

		/**
		 * How many clients may wait for tasks, or be told of them, at one time.
		 */
		private int maxWatchers = 10_000;

		/**
		 * How often a stream of events shows that it is alive.
		 */
		private Duration heartbeat = Duration.ofSeconds(15);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable Boolean getChanges() {
			return this.changes;
		}

		public void setChanges(@Nullable Boolean changes) {
			this.changes = changes;
		}

		public Duration getMaxWait() {
			return this.maxWait;
		}

		public void setMaxWait(Duration maxWait) {
			this.maxWait = Checks.positive(maxWait);
		}

		public int getMaxWatchers() {
			return this.maxWatchers;
		}

		public void setMaxWatchers(int maxWatchers) {
			this.maxWatchers = Checks.atLeast(0, maxWatchers);
		}

		public Duration getHeartbeat() {
			return this.heartbeat;
		}

		public void setHeartbeat(Duration heartbeat) {
			this.heartbeat = Checks.positive(heartbeat);
		}

		public String getBasePath() {
			return this.basePath;
		}

		public void setBasePath(String basePath) {
			this.basePath = Checks.path(basePath);
		}

		public IncludeMessage getIncludeMessage() {
			return this.includeMessage;
		}

		public void setIncludeMessage(IncludeMessage includeMessage) {
			this.includeMessage = includeMessage;
		}

	}

	/**
	 * When the messages of exceptions are shown.
	 */
	public enum IncludeMessage {

		/**
		 * Never show them.
		 */
		NEVER,

		/**
		 * Always show them.
		 */
		ALWAYS

	}

}
