package io.refcache.sample;

import java.util.List;

import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.sample.audit.AuditTotals;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarReport;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpTool.McpAnnotations;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Service;

/**
 * Parts of an audit, which agents name by its reference even while it is still running.
 * How long a call waits is left to {@code refcache.mcp.async-timeout}.
 */
@Service
class AuditDetails {

	private static final String AUDIT = "The audit, as audit_jars has answered it";

	@McpTool(name = "audit_totals", title = "Totals of an audit",
			description = "Sums an audit up: how many jars, bytes and classes, and the Java version that it takes.",
			annotations = @McpAnnotations(title = "Totals of an audit", readOnlyHint = true, destructiveHint = false,
					openWorldHint = false))
	@RefCached(name = "audit-totals", ttl = "10m")
	public AuditTotals totals(@McpToolParam(description = AUDIT) Ref<JarAudit> audit) {
		return audit.value().totals();
	}

	@McpTool(name = "list_jars", title = "List the jars of an audit",
			description = "Lists what an audit has found in each jar.",
			annotations = @McpAnnotations(title = "List the jars of an audit", readOnlyHint = true,
					destructiveHint = false, openWorldHint = false))
	@RefCached(name = "jar-list", ttl = "10m")
	public List<JarReport> jars(@McpToolParam(description = AUDIT) Ref<JarAudit> audit) {
		return audit.value().jars();
	}

}
