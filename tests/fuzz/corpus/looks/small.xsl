<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:param name="n" select="2"/>
<xsl:template match="/"><document lang="de" title="T" subject="S" header-left="l" header-right="r" footer-left="f"><title>T</title>
<section id="a"><heading><xsl:value-of select="//kern"/></heading><xsl:for-each select="//urteil"><xsl:sort select="@wert" data-type="number"/>
<xsl:call-template name="row"><xsl:with-param name="n" select="3"/></xsl:call-template></xsl:for-each></section></document></xsl:template>
<xsl:template name="row"><xsl:param name="n"/><para><xsl:value-of select="concat(@text, format-number(@wert, '0,0'))"/></para>
<xsl:if test="$n &gt; 0"><xsl:call-template name="row"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:if></xsl:template></xsl:stylesheet>
