<?xml version="1.0" encoding="UTF-8"?>
<!--
  Was an den Exporten als Ganzem zweifelhaft ist: unter dem Kopf jedes Berichts, der Übersicht und jeder Liste, so dass
  niemand eine Zahl liest, ohne es zu wissen. Ohne Zweifel steht hier nichts.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="zweifel">
    <xsl:variable name="zweifel" select="/ergebnis/daten/zweifel | /uebersicht/ergebnis/daten/zweifel | /arbeitsliste/zweifel"/>
    <xsl:if test="$zweifel">
      <note kind="warning">
        <xsl:for-each select="$zweifel">
          <para><strong>Achtung: <xsl:value-of select="kern"/>.</strong><xsl:if test="rest"><xsl:text> </xsl:text><xsl:value-of select="rest"/></xsl:if></para>
        </xsl:for-each>
      </note>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
