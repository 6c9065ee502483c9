package io.refcache.mcp;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.refcache.engine.CachedMethodListener;
import io.refcache.engine.CallSpec;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.StringUtils;

/**
 * The operations that are tools, so that agents may read their results by reference.
 */
final class AgentOperations implements CachedMethodListener {

	/** Either may be missing on the class path. */
	private static final Set<String> TOOLS = Set.of("org.springframework.ai.mcp.annotation.McpTool",
			"org.springframework.ai.tool.annotation.Tool");

	private final Map<String, String> tools = new ConcurrentHashMap<>();

	@Override
	public void registered(Method method, CallSpec spec) {
		MergedAnnotations annotations = MergedAnnotations.from(method);
		for (String tool : TOOLS) {
			if (annotations.isPresent(tool)) {
				String name = annotations.get(tool).getString("name");
				this.tools.put(spec.operation().name(), StringUtils.hasText(name) ? name : method.getName());
			}
		}
	}

	boolean contains(String operation) {
		return this.tools.containsKey(operation);
	}

	/**
	 * What agents know an operation by.
	 * @return the name of a tool; that of the operation if it is none
	 */
	String tool(String operation) {
		return this.tools.getOrDefault(operation, operation);
	}

}
